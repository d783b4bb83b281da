import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import type { Plan } from '../contracts/plan.ts';
import type { DatabaseWatch } from '../domain/detection/database-failover.ts';
import { type InstanceEvent, readInstanceEvents } from './rds-events.ts';
import type { SignalClients } from './signal-clients.ts';
import { withinPatience } from './within-patience.ts';

export type ReadDatabaseWatch = (plan: Pick<Plan, 'regions' | 'detection'>) => Promise<DatabaseWatch>;

const spanSeconds = 900;

/** RDS-EVENT-0013 tells that a failover has begun, 0049 that it is complete: USER_Events.Messages.html. */
const timesOf = (events: readonly InstanceEvent[]) => {
  const ofFailover = events.filter(({ categories }) => categories.includes('failover'));
  const started = ofFailover.findLast(({ message }) => /started/i.test(message))?.at;
  const ended = ofFailover.findLast(({ message }) => /complete/i.test(message))?.at;
  return {
    ...(started === undefined ? {} : { failoverStartedAt: started }),
    ...(ended === undefined ? {} : { failoverEndedAt: ended }),
  };
};

/** What RDS says of the primary database's own failover. A Region that does not answer says nothing. */
export const createReadDatabaseWatch =
  (clients: SignalClients): ReadDatabaseWatch =>
  async ({ regions, detection: { databaseFailover } }) => {
    if (databaseFailover === undefined) return { kind: 'notAsked' };
    const { instance, region } = databaseFailover;
    const client = clients.rds(regions[region]).watcher;
    const look = async (): Promise<DatabaseWatch> => {
      const [{ DBInstances = [] }, events] = await Promise.all([
        client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance })),
        readInstanceEvents(client, instance, spanSeconds),
      ]);
      return DBInstances[0]?.MultiAZ === true ? { kind: 'multiAz', ...timesOf(events) } : { kind: 'singleZone' };
    };
    try {
      return (await withinPatience(look())) ?? { kind: 'unknown' };
    } catch {
      return { kind: 'unknown' };
    }
  };
