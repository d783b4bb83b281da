import { Client } from 'pg';
import { RecoveryRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { VerificationRecord } from '../shared/contracts/verification/record.ts';
import type { Stage } from './stage.ts';

type Place = Pick<Stage, 'aws' | 'stack'>;

/** What a run has left in its bucket under this name; undefined when it left nothing. */
const textOf = ({ aws, stack }: Place, runId: string, file: string): string | undefined => {
  const found = aws.s3.objectsOf(stack.recordsBucket).find(({ key }) => key.endsWith(`/${runId}/${file}`));
  return found && Buffer.from(found.body).toString('utf8');
};

export const readRecord = (place: Place, runId: string): RecoveryRecord | undefined => {
  const text = textOf(place, runId, 'record.json');
  return text === undefined ? undefined : RecoveryRecord.parse(JSON.parse(text));
};

export const readVerification = (place: Place, runId: string): VerificationRecord | undefined => {
  const text = textOf(place, runId, 'record.json');
  return text === undefined ? undefined : VerificationRecord.parse(JSON.parse(text));
};

/** Numbers of the rows in the database that serves in the end, asked of the database itself and not of Lifeboat. */
export const readRows = async ({ aws, landscape }: Stage): Promise<number[]> => {
  const { credentials, databases, parts } = landscape;
  const client = new Client({
    user: credentials.reader.name,
    password: credentials.reader.password,
    database: parts.databaseName,
    stream: () => aws.network.connect({ host: databases.addresses[parts.servingSide], port: 5432 }),
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ sequence: string }>('SELECT sequence FROM heartbeats ORDER BY sequence');
    return rows.map(({ sequence }) => Number(sequence));
  } finally {
    await client.end();
  }
};
