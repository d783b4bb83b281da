import { Client } from 'pg';
import { RecoveryRecord } from '../../shared/contracts/recovery-record.ts';
import type { Stage } from './stage.ts';

/** The recovery record that the run left in its bucket; undefined when it left none. */
export const readRecord = ({ aws, stack }: Pick<Stage, 'aws' | 'stack'>, runId: string): RecoveryRecord | undefined => {
  const found = aws.s3.objectsOf(stack.recordsBucket).find(({ key }) => key.endsWith(`/${runId}/record.json`));
  if (found === undefined) return undefined;
  const parsed: unknown = JSON.parse(Buffer.from(found.body).toString('utf8'));
  return RecoveryRecord.parse(parsed);
};

/** Numbers of the rows in the standby's database, asked of the database itself and not of Lifeboat. */
export const readRows = async ({ aws, landscape }: Stage): Promise<number[]> => {
  const { credentials, databases, parts } = landscape;
  const client = new Client({
    user: credentials.reader.name,
    password: credentials.reader.password,
    database: parts.databaseName,
    stream: () => aws.network.connect({ host: databases.addresses.standby, port: 5432 }),
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ sequence: string }>('SELECT sequence FROM heartbeats ORDER BY sequence');
    return rows.map(({ sequence }) => Number(sequence));
  } finally {
    await client.end();
  }
};
