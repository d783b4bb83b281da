import type { Database } from 'simulated-aws/postgres/database.ts';
import type { Balancer } from '../../rehearsal/landscape/build/balancer.ts';
import type { StagedDatabase, StagedInstance } from '../../rehearsal/landscape/build/databases.ts';
import type { Landscape } from '../../rehearsal/landscape/build.ts';
import type { Side } from '../../shared/contracts/fields.ts';

/** A landscape of one service with one database, a replica of it and one load balancer in each Region: that of test/plans/shielda.yml. */
export type OneService = Pick<Landscape, 'draft' | 'credentials' | 'token'> &
  Readonly<{
    /** As they stand: for backups. */
    all: readonly StagedDatabase[];
    databases: Readonly<{ primary: Database; standby: Database; addresses: Readonly<Record<Side, string>> }>;
    databaseName: string;
    balancers: Readonly<Record<Side, Balancer>>;
    carryOut: Landscape['carryOut'];
  }>;

const only = <T>(all: readonly T[], what: string): T => {
  const [one, another] = all;
  if (one === undefined || another !== undefined) throw new Error(`the landscape has ${all.length} of ${what}`);
  return one;
};

export const oneServiceOf = (landscape: Landscape): OneService => {
  const { draft, databases, balancers, credentials, token, carryOut } = landscape;
  const database = only(databases, 'database');
  const replica: StagedInstance = only(database.replicas, 'replica');
  const balancerOf = (side: Side) =>
    only(
      balancers.filter((one) => one.side === side),
      `load balancer in ${side}`,
    );
  const addresses = { primary: database.primary.address, standby: replica.address };
  return {
    ...{ draft, credentials, token, carryOut, all: databases, databaseName: database.draft.data.database },
    databases: { primary: database.primary.server, standby: replica.server, addresses },
    balancers: { primary: balancerOf('primary'), standby: balancerOf('standby') },
  };
};
