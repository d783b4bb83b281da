import { endOf, instanceOn } from './clients.ts';
import { type Client, until } from './load.ts';
import { isServed } from './outcome.ts';
import type { Stage } from './stage.ts';
import type { Witness } from './witness.ts';

const ttlSeconds = 60;
const ownPatienceMs = 5000;

/** What clients and databases say after the run; clients have until their names' times to live have passed. */
export async function gather(
  stage: Stage,
  clients: readonly Client[],
  { dryRun }: { dryRun: boolean },
): Promise<Witness[]> {
  const areBack = () => clients.every((client) => isServed(witnessOf(stage, client)));
  if (!dryRun) await until(stage, areBack, stage.aws.world.awsTime(ttlSeconds) + ownPatienceMs);
  await Promise.all(clients.map(({ writer }) => writer.stop()));
  return await Promise.all(
    clients.map(async (client) => ({ ...witnessOf(stage, client), holdings: await holdingsOf(stage, client) })),
  );
}

function witnessOf(stage: Stage, { name, writer }: Client): Witness {
  const { servingRegion, isInPlace } = endOf(stage.landscape.draft, name);
  return { name: name.name, journal: writer.journal(), holdings: [], servingRegion, isInPlace };
}

async function holdingsOf(stage: Stage, { name, databases, writer }: Client): Promise<Witness['holdings']> {
  const { aws, landscape } = stage;
  const { side } = endOf(landscape.draft, name);
  const { acknowledged } = writer.journal();
  return await Promise.all(
    databases.map(async (database) => {
      const serving = instanceOn(database, side);
      const rows = await stage.readRows({ aws, landscape, database, serving, acknowledged }).catch(() => undefined);
      return { instance: serving.instance, rows };
    }),
  );
}
