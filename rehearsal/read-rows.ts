import { Client } from 'pg';
import type { SimulatedAws } from 'simulated-aws';
import type { StagedDatabase, StagedInstance } from './landscape/build/databases.ts';
import type { Landscape } from './landscape/build.ts';
import type { Acknowledged } from './writer.ts';

/** Which of the rows of a writer an instance has that serves in the end. */
export type ReadRows = (
  asked: Readonly<{
    aws: SimulatedAws;
    landscape: Landscape;
    database: StagedDatabase;
    serving: StagedInstance;
    acknowledged: readonly Acknowledged[];
  }>,
) => Promise<readonly number[]>;

/** Numbers of the rows in a database as it serves in the end, asked of the instance itself and not of Lifeboat. */
export const readRows: ReadRows = async ({ aws, landscape, database, serving }) => {
  const { name: user, password } = landscape.credentials.reader;
  const { draft, rows } = database;
  const stream = () => aws.network.connect({ host: serving.address, port: 5432 });
  const client = new Client({ user, password, database: draft.data.database, stream });
  await client.connect();
  try {
    const answer = await client.query<[string]>({ text: rows.read, rowMode: 'array' });
    return answer.rows.map(([sequence]) => Number(sequence));
  } finally {
    await client.end();
  }
};
