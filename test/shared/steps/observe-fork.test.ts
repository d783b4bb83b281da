import { describe, expect, it } from 'vitest';
import type { StepRun } from '../../../shared/executor/step.ts';
import type { DatabasePlace, WithDatabase } from '../../../shared/postgres/database.ts';
import { databaseStatements } from '../../../shared/postgres/database-statements.ts';
import type { PromoteReplicaDependencies } from '../../../shared/steps/promote-replica/dependencies.ts';
import { observe } from '../../../shared/steps/promote-replica/observe.ts';
import { act, identity, stepRun } from '../executor/step-run.ts';
import { ago, failWith, isoAgo, standIn } from '../signals/stand-in.ts';
import { spec } from './promotion-facts.ts';

type Shown = Readonly<Record<string, unknown>>;

const shown = (change: Shown = {}): Shown => ({
  ...{ DbiResourceId: 'db-REPLICAOFORDERSREPLICAOFOR', DBInstanceStatus: 'available', MultiAZ: true },
  ...{ Endpoint: { Address: 'orders.example', Port: 5432 }, VpcSecurityGroups: [] },
  ...change,
});
const source = 'arn:aws:rds:us-west-2:123456789012:db:orders-prod';
const told = [
  { Date: ago(9000), Message: 'Replication for the Read Replica resumed', EventCategories: ['read replica'] },
  { Date: ago(4000), Message: 'Replication streaming has been terminated.', EventCategories: ['read replica'] },
  { Date: ago(3900), Message: 'DB instance restarted', EventCategories: ['availability'] },
];

type World = Readonly<{ replica?: Shown; other?: Shown | undefined; isOtherSilent?: boolean; hides?: boolean }>;

/** What RDS shows on both sides, and which databases were asked. */
const look = async (
  { replica = shown(), other = shown(), isOtherSilent = false, hides = false }: World,
  run: Partial<StepRun> = {},
) => {
  const asked: DatabasePlace[] = [];
  const durations: unknown[] = [];
  const { rds, cloudWatch } = standIn({
    rds: ({ operation, region, input }) => {
      if (operation === 'DescribeEvents') {
        if ('Duration' in input) durations.push(input.Duration);
        return hides ? failWith('AccessDenied') : { Events: told };
      }
      if (region === 'us-east-1') return { DBInstances: [replica] };
      return isOtherSilent ? failWith('TimeoutError') : { DBInstances: [other] };
    },
    cloudWatch: () => ({ Datapoints: [] }),
  });
  const withDatabase: WithDatabase = async (place, work) => {
    asked.push(place);
    return await work(async (text) => {
      if (text === databaseStatements.look) return [[false, isoAgo(4100), false, '[]', false, false, null, null, null]];
      if (text === databaseStatements.lookBeyond) return [[true, null]];
      return [['742']];
    });
  };
  const promotions: PromoteReplicaDependencies['promotions'] = {
    keep: async () => undefined,
    find: async () => undefined,
  };
  const facts = await observe(spec, stepRun(run), { rds, cloudWatch, withDatabase, promotions });
  return { facts, durations, asked: asked.map(({ region }) => region) };
};

describe('a look at a standby without a source', () => {
  it('asks RDS for fourteen days of events, and the other side by RDS and SQL', async () => {
    const { facts, durations, asked } = await look({});
    expect(durations).toEqual([14 * 24 * 60]);
    expect(asked.toSorted()).toEqual(['us-east-1', 'us-west-2']);
    expect(facts.fork).toMatchObject({
      promotedBy: undefined,
      ended: { value: { at: isoAgo(4000), message: told[1]?.Message } },
      other: {
        kind: 'seen',
        name: 'orders-prod in us-west-2',
        status: 'available',
        server: { value: { isPrimary: true } },
      },
    });
  });

  it('sees that the other side is fenced by the group of the plan', async () => {
    const closedSecurityGroup = 'sg-0123456789abcdef0';
    const primaries = [{ instance: 'orders-prod', region: 'primary' as const, closedSecurityGroup }];
    const of = (...ids: string[]) => ({
      VpcSecurityGroups: ids.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
    });
    const isFenced = async (other: Shown) => {
      const { facts } = await look({ other }, { identity: { ...identity, primaries } });
      return facts.fork?.other.kind === 'seen' && facts.fork.other.isFenced;
    };
    expect(await isFenced(shown(of(closedSecurityGroup)))).toBe(true);
    expect(await isFenced(shown(of(closedSecurityGroup, 'sg-0f0e0d0c')))).toBe(false);
    expect((await look({ other: shown(of(closedSecurityGroup)) })).facts.fork?.other).toMatchObject({
      isFenced: false,
    });
  });

  it('is told by RDS that the other Region is silent', async () => {
    const { facts, asked } = await look({ isOtherSilent: true });
    expect(facts.fork?.other).toMatchObject({ kind: 'silent', failure: { error: 'TimeoutError' } });
    expect(asked).toEqual(['us-east-1']);
  });

  it('knows what it can when events may not be read', async () => {
    const { facts } = await look({ hides: true });
    expect(facts.fork?.ended).toMatchObject({ kind: 'unreadable', failure: { error: 'AccessDenied' } });
    expect(facts.server).toMatchObject({ value: { lastReplayedAt: isoAgo(4100) } });
  });

  it('asks nothing of the other side where the plan does not name it, or names several', async () => {
    const nobody = await look({}, { identity: { ...identity, primaries: [] } });
    expect(nobody.facts.fork?.other).toEqual({ kind: 'notNamed' });
    const several = ['orders-prod', 'billing-prod'].map((instance) => ({ instance, region: 'primary' as const }));
    const two = await look({}, { identity: { ...identity, primaries: several } });
    expect(two.facts.fork?.other).toEqual({ kind: 'notNamed' });
  });

  it.each<{ when: string; world: World; run?: Partial<StepRun> }>([
    { when: 'it has its source', world: { replica: shown({ ReadReplicaSourceDBInstanceIdentifier: source }) } },
    {
      when: 'this run has ordered its promotion',
      world: {},
      run: { acts: [act('PromoteReadReplica', 100)] },
    },
    {
      when: 'this run may have ordered its promotion',
      world: {},
      run: { acts: [act('PromoteReadReplica', 100, { result: 'unknown' })] },
    },
  ])('asks nothing about a fork when $when', async ({ world, run }) => {
    const { facts, durations } = await look(world, run);
    expect([facts.fork, durations]).toEqual([undefined, []]);
  });

  it('asks about a fork when AWS has rejected the call of this run', async () => {
    const { facts } = await look({}, { acts: [act('PromoteReadReplica', 100, { result: 'rejected' })] });
    expect(facts.fork).toBeDefined();
  });
});
