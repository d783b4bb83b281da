import type { SimulatedAws } from 'simulated-aws';
import { operate } from 'simulated-aws/operate.ts';
import type { DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import type { WorldEvent } from 'simulated-aws/world.ts';
import * as z from 'zod';
import type { HarmedDatabase } from './apply-fault.ts';
import type { VerifyFaultName } from './faults.ts';

const hourMs = 3_600_000;

type Place = Readonly<{ aws: SimulatedAws; engine: DatabaseEngine; harmed: HarmedDatabase }>;

type Listener = (event: WorldEvent) => void;

/** What other snapshots there are of the name, and whether the source still stands. Answers who is to hear what happens then. */
export async function harmSnapshots(fault: VerifyFaultName, place: Place): Promise<Listener> {
  if (fault === 'snapshot-deleted') return await dropNewest(place);
  if (fault !== 'earlier-namesake') return () => undefined;
  await addSnapshot(place, {
    id: `rds:${place.harmed.source.primary.instance}-of-whom`,
    hours: 0.5,
    of: 'db-EARLIERINSTANCEOFTHISNAME',
  });
  await removeSource(place);
  return () => undefined;
}

/** The newest snapshot goes as soon as the run has listed what there is; an older one stands beside it. */
async function dropNewest(place: Place): Promise<Listener> {
  const { aws, harmed } = place;
  const { region, instance: name } = harmed.source.primary;
  const [SnapshotType = 'automated'] = harmed.verification.instanceSnapshot.types;
  const input = { DBInstanceIdentifier: name, SnapshotType };
  const { DBSnapshots } = await operate(aws, { service: 'rds', region, operation: 'DescribeDBSnapshots', input });
  const [newest] = z.array(z.object({ DBSnapshotIdentifier: z.string() })).parse(DBSnapshots);
  await addSnapshot(place, { id: `rds:${name}-before`, hours: 25 });
  let isDone = false;
  return (event) => {
    if (isDone || newest === undefined || event.kind !== 'call' || event.operation !== 'DescribeDBSnapshots') return;
    isDone = true;
    aws.rds.dropSnapshot({ sort: 'snapshot', region, id: newest.DBSnapshotIdentifier });
  };
}

async function addSnapshot(
  { aws, engine, harmed }: Place,
  { id, hours, of }: { id: string; hours: number; of?: string },
) {
  const { region, instance: name, server } = harmed.source.primary;
  const { DbiResourceId = '', MasterUsername: masterUsername = '' } = aws.rds.inspect({ region, id: name });
  const content = await engine.takeSnapshot(server);
  const instance = { id: name, resourceId: of ?? DbiResourceId, masterUsername };
  aws.rds.addSnapshot({ id, region, instance, databaseTime: content.at - hours * hourMs, content });
}

/** RDS promises minutes; one database that is told to go is gone in three of them. */
async function removeSource({ aws, harmed }: Place): Promise<void> {
  const { region, instance: DBInstanceIdentifier } = harmed.source.primary;
  const input = { DBInstanceIdentifier, SkipFinalSnapshot: true };
  await operate(aws, { service: 'rds', region, operation: 'DeleteDBInstance', input });
  while (aws.rds.inspectAll(region).some((one) => one.DBInstanceIdentifier === DBInstanceIdentifier))
    await aws.world.clock.sleep(50);
}
