import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { listClusters } from '../../shared/aws/rds-clusters.ts';
import { instancesLeft, listInstances } from '../../shared/aws/rds-instances.ts';
import type { RegionName, RunId } from '../../shared/contracts/fields.ts';
import type { RunRef } from '../../shared/contracts/run.ts';
import type { Leftover } from '../../shared/contracts/verification/facts.ts';
import type { CopyRef, ListVerificationsOutput, VerificationItem } from '../../shared/contracts/verification/run.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import { known, knownOf, type Reading } from '../../shared/domain/reading.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import { copyNameOf, type Maker } from '../../shared/domain/verification/copy-name.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { factsOf } from '../../shared/report/run-facts.ts';
import { type FoundVerification, findVerification } from '../../shared/verification/find-verification.ts';
import { readOpened } from '../../shared/verification/look-at-copy.ts';
import { accountOf } from '../../shared/verification/read-claim.ts';
import { judgeLeftovers } from './judge-leftovers.ts';

export type ListVerificationsDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  rds: ClientsOf<RDSClient>;
  now: () => string;
}>;

/** Room that is left to others, and copies at once at most: each has two to three calls a minute of its own. */
const sparedInstances = 2;
const mostAtOnce = 40;

/** Every Region that a deployed plan restores in, not of this run alone: an earlier run may have verified more. */
const regionsOf = (plans: Plans): RegionName[] => [
  ...new Set(
    Object.values(plans).flatMap((plan) =>
      plan.restoreVerification.filter(isRestored).map(({ region }) => plan.regions[region]),
    ),
  ),
];

type Sweep = ListVerificationsDependencies & Readonly<{ ledger: Ledger; runId: RunId; account: string }>;

const isSame = (one: Leftover, other: Leftover): boolean =>
  one.arn === other.arn && one.resourceId === other.resourceId;

/** Instances and clusters; an instance that serves a cluster goes with it. */
const listStanding = async (
  rds: ClientsOf<RDSClient>,
  region: RegionName,
): Promise<Reading<readonly DatabaseInstance[]>> => {
  const [instances, clusters] = await Promise.all([listInstances(rds, region), listClusters(rds, region)]);
  if (instances.kind === 'unreadable') return instances;
  if (clusters.kind === 'unreadable') return clusters;
  return known([...instances.value.filter(({ cluster }) => cluster === undefined), ...clusters.value]);
};

/** A call that is made again writes down what is new only. */
const findLeftovers = async (region: RegionName, sweep: Sweep): Promise<Leftover[]> => {
  const { rds, ledger } = sweep;
  const standing = await listStanding(rds, region);
  if (standing.kind === 'unreadable') {
    await ledger.append('run', { type: 'sweepBlind', region, because: standing.failure.error });
    return [];
  }
  const before = factsOf(await ledger.read('run'), 'leftoverFound').map(({ fact }) => fact);
  const leftovers = await judgeLeftovers(standing.value, { ...sweep, region });
  for (const leftover of leftovers)
    if (!before.some((one) => isSame(one, leftover)))
      await ledger.append('run', { type: 'leftoverFound', ...leftover });
  return leftovers;
};

const sweepAll = async (sweep: Sweep): Promise<Leftover[]> => {
  const found: Leftover[] = [];
  for (const region of regionsOf(sweep.plans)) found.push(...(await findLeftovers(region, sweep)));
  return found;
};

/** By the Region that has the least room; unknown room is little room. */
const concurrencyIn = async (plans: Plans, rds: ClientsOf<RDSClient>): Promise<number> => {
  const left = await Promise.all(regionsOf(plans).map(async (region) => knownOf(await instancesLeft(rds, region))));
  const room = Math.min(mostAtOnce, ...left.map((one) => (one ?? sparedInstances + 1) - sparedInstances));
  return Math.max(1, room);
};

const copyRef = (maker: Maker, { verification, region }: FoundVerification): CopyRef => ({
  kind: 'clusterSnapshot' in verification ? 'cluster' : 'instance',
  name: copyNameOf(maker),
  region,
  madeBy: maker.runId,
  plan: maker.plan,
  verification: maker.verification,
});

type Item = Omit<VerificationItem, 'lookers'>;

const itemOf = (maker: Maker, plans: Plans): Item => {
  const found = findVerification(plans, maker);
  const named = { runId: maker.runId, plan: maker.plan, verification: maker.verification };
  return isRestored(found.verification)
    ? { ...named, kind: 'restore', copy: copyRef(maker, found) }
    : { ...named, kind: 'find' };
};

const leftoverItem = (runId: RunId, { kind, madeBy, name, region, plan, verification }: Leftover): Item[] => {
  if (madeBy === undefined || plan === undefined || verification === undefined) return [];
  const copy: CopyRef = { kind, name, region, madeBy, plan, verification };
  return [{ runId, kind: 'leftover', plan, verification, copy }];
};

/** What is to be done in this run, and how much of it at once: first what earlier runs have left, then everything in scope. */
export const listVerifications = async (
  { runId }: RunRef,
  dependencies: ListVerificationsDependencies,
): Promise<ListVerificationsOutput> => {
  const { plans, ledgerOf, rds } = dependencies;
  const ledger = ledgerOf(runId);
  const opened = await readOpened(ledger);
  const leftovers = await sweepAll({ ...dependencies, ledger, runId, account: accountOf(opened.executionArn) });
  const items = [
    ...leftovers.filter(({ isOurs }) => isOurs).flatMap((leftover) => leftoverItem(runId, leftover)),
    ...opened.scope.map(({ plan, verification }) => itemOf({ runId, plan, verification }, plans)),
  ];
  const concurrency = await concurrencyIn(plans, rds);
  const lookers = Math.min(items.length, concurrency);
  return { items: items.map((item) => ({ ...item, lookers })), concurrency };
};
