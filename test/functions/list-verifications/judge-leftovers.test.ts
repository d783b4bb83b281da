import { describe, expect, it } from 'vitest';
import { judgeLeftovers } from '../../../functions/list-verifications/judge-leftovers.ts';
import { RunId } from '../../../shared/contracts/fields.ts';
import type { Fact, Stream } from '../../../shared/contracts/ledger-entry.ts';
import type { OrderedCopy } from '../../../shared/contracts/verification/facts.ts';
import type { DatabaseInstance } from '../../../shared/domain/verification/copy.ts';
import {
  account,
  act,
  at,
  clusterWith,
  copyWith,
  maker,
  member,
  memberAct,
  memberWith,
  name,
  region,
} from '../../shared/domain/verification/orders.ts';
import { atOnce } from '../../support/memory-control.ts';
import { createMemoryLedger, type MemoryLedgers } from '../../support/memory-ledger.ts';
import { verifiedPlan } from '../verification/plan.ts';

const plan = verifiedPlan('instance');
const claim: OrderedCopy = {
  ...{ kind: 'instance', name, region, madeBy: maker.runId, plan: maker.plan, verification: maker.verification },
  orderedAt: at(0),
};

type Told = Readonly<{
  /** What the ledger of the run that is said to have made it holds. */
  told?: readonly [Stream, Fact][];
  claims?: readonly OrderedCopy[];
  runId?: string;
}>;

const restored: Stream = 'restore:orders/database';
const { command } = act();
const ordered = (result: 'accepted' | 'unknown' | 'rejected'): [Stream, Fact][] => [
  [restored, { type: 'intent', command, because: 'restore' }],
  [restored, { type: 'outcome', result }],
];
const seen: [Stream, Fact] = [
  restored,
  { type: 'copySeen', kind: 'instance', name, arn: copyWith().arn, resourceId: 'db-MINE' },
];

const judge = async (
  standing: readonly DatabaseInstance[],
  { told = [], claims = [], runId = 'verify-9' }: Told = {},
) => {
  const ledgers: MemoryLedgers = new Map();
  const ledgerOf = (of: RunId) => createMemoryLedger(ledgers, of, { turn: atOnce, now: () => at(0) });
  for (const [stream, fact] of told) await ledgerOf(maker.runId).append(stream, fact);
  const search = { plans: { [plan.plan]: plan }, ledgerOf, region, account, claims, now: () => at(7200) };
  return await judgeLeftovers(standing, { ...search, runId: RunId.parse(runId) });
};

const one = async (standing: DatabaseInstance, told?: Told) => (await judge([standing], told))[0];
const untagged = { tags: {} };
const renamed = { name: 'kept', arn: copyWith().arn.replace(name, 'kept') };

describe('what stands beside a run', () => {
  it.each<{
    what: string;
    standing: Partial<DatabaseInstance>;
    told: Told;
    isOurs: boolean;
    mayBe?: true;
    because: string;
  }>([
    {
      what: 'a copy that its run ordered and tagged',
      standing: {},
      told: { told: ordered('accepted') },
      isOurs: true,
      because: 'ordered by run verify-1, with its tags',
    },
    {
      what: 'a copy whose order had no answer, and whose id nobody has seen',
      standing: {},
      told: { told: ordered('unknown') },
      isOurs: true,
      because: 'ordered by run verify-1',
    },
    {
      what: 'one of its name that is older than the order',
      standing: { createdAt: at(-3600) },
      told: { told: ordered('unknown') },
      isOurs: false,
      because: 'older than the order',
    },
    {
      what: 'one of its name that does not say when it was made, whose order had no answer',
      standing: { createdAt: undefined },
      told: { told: ordered('unknown') },
      isOurs: false,
      mayBe: true,
      because: 'when it was made does not show yet',
    },
    {
      what: 'one of its name with another id than was seen',
      standing: { resourceId: 'db-OTHER' },
      told: { told: [...ordered('accepted'), seen] },
      isOurs: false,
      because: 'another id',
    },
    {
      what: 'one of its name whose order was rejected',
      standing: {},
      told: { told: ordered('rejected') },
      isOurs: false,
      because: 'no order for it',
    },
    {
      what: 'one without tags, of a run that nobody knows',
      standing: untagged,
      told: {},
      isOurs: false,
      because: 'its tags do not say which run made it',
    },
    {
      what: 'one without tags that a run has a claim on',
      standing: untagged,
      told: { told: ordered('accepted'), claims: [claim] },
      isOurs: false,
      because: 'its tag lifeboat-run does not name the run',
    },
    {
      what: 'one of another name with the id that was seen',
      standing: { ...renamed, ...untagged },
      told: { told: [...ordered('accepted'), seen], claims: [{ ...claim, resourceId: 'db-MINE' }] },
      isOurs: false,
      because: `it was ${name}, and somebody has renamed it`,
    },
    {
      what: 'one of another name with the tags of a copy',
      standing: renamed,
      told: { told: ordered('accepted') },
      isOurs: false,
      because: 'its name does not begin with lifeboat-verify-',
    },
  ])('$what: ours $isOurs', async ({ standing, told, isOurs, mayBe = false, because }) => {
    const judged = await one(copyWith(standing), told);
    expect(judged?.leftover).toMatchObject({ isOurs, because: expect.stringContaining(because) });
    expect(judged?.mayBe).toBe(mayBe);
  });

  it('is told with its age and cost, whoever took its tags away', async () => {
    const judged = await one(copyWith(untagged), { told: ordered('accepted'), claims: [claim] });
    expect(judged?.leftover).toMatchObject({ ageSeconds: 6900, cost: 0.19, madeBy: 'verify-1', plan: 'orders' });
  });

  it('is none of ours when it has neither name, nor tags, nor an id that is known', async () => {
    expect(await judge([copyWith({ ...renamed, ...untagged, resourceId: 'db-PRODUCTION' })])).toEqual([]);
  });

  it('is no leftover when this run has made it', async () => {
    expect(await judge([copyWith()], { told: ordered('accepted'), runId: 'verify-1' })).toEqual([]);
  });

  it('is a cluster, or the instance of one', async () => {
    const told: [Stream, Fact][] = [
      [restored, { type: 'intent', command: { ...command, input: { DBClusterIdentifier: name } }, because: '' }],
      [restored, { type: 'outcome', result: 'accepted' }],
      [restored, { type: 'intent', command: memberAct().command, because: '' }],
      [restored, { type: 'outcome', result: 'unknown' }],
    ];
    const judged = await judge([clusterWith(), memberWith()], { told });
    expect(judged.map(({ leftover }) => leftover)).toMatchObject([
      { kind: 'cluster', name, isOurs: true },
      { kind: 'instance', name: member, isOurs: true },
    ]);
  });
});
