import { DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import { defined } from '../contracts/defined.ts';
import type { Plan } from '../contracts/plan.ts';
import type { DatabaseWatch } from '../domain/detection/database-failover.ts';
import { type InstanceEvent, readInstanceEvents } from './rds-events.ts';
import type { SignalClients } from './signal-clients.ts';
import { partSeconds, withinPatience } from './within-patience.ts';

const spanSeconds = 900;

export type ReadDatabaseWatch = (plan: Pick<Plan, 'regions' | 'detection'>) => Promise<DatabaseWatch>;

/** What RDS says of the primary database's own failover. A Region that does not answer says nothing. */
export const createReadDatabaseWatch =
  (clients: SignalClients): ReadDatabaseWatch =>
  async ({ regions, detection: { databaseFailover } }) => {
    if (databaseFailover === undefined) return { kind: 'notAsked' };
    const { instance, region } = databaseFailover;
    try {
      return await withinPatience(look(clients.rds(regions[region]).watcher, instance));
    } catch {
      return { kind: 'unknown' };
    }
  };

async function look(client: RDSClient, instance: string): Promise<DatabaseWatch> {
  const [{ DBInstances = [] }, times] = await Promise.all([
    client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance })),
    readTimes(client, instance),
  ]);
  return DBInstances[0]?.MultiAZ === true ? { kind: 'multiAz', ...times } : { kind: 'singleZone' };
}

/** A database that is known to fail over by itself keeps its time even where its events cannot be read. */
async function readTimes(client: RDSClient, instance: string) {
  try {
    return timesOf(await withinPatience(readInstanceEvents(client, instance, spanSeconds), partSeconds));
  } catch {
    return {};
  }
}

/** RDS-EVENT-0013 and 0050 tell that a failover has begun, 0015, 0049, 0051 and 0065 that it is over: USER_Events.Messages.html. */
function timesOf(events: readonly InstanceEvent[]) {
  const ofFailover = events.filter(({ categories }) => categories.includes('failover'));
  const started = ofFailover.findLast(({ message }) => /started/i.test(message))?.at;
  const ended = ofFailover.findLast(({ message }) => /complete|recovered/i.test(message))?.at;
  return {
    ...defined({ failoverStartedAt: started, failoverEndedAt: ended }),
  };
}
