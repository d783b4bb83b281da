import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { instancesLeft } from '../../shared/aws/rds-instances.ts';
import type { RunId } from '../../shared/contracts/fields.ts';
import type { RunRef } from '../../shared/contracts/recovery/run.ts';
import type { OrderedCopy } from '../../shared/contracts/verification/facts.ts';
import type { CopyRef, ListVerificationsOutput, VerificationItem } from '../../shared/contracts/verification/run.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Unsettled } from '../../shared/control/unsettled.ts';
import { knownOf } from '../../shared/domain/reading.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { copyNameOf, type Maker } from '../../shared/domain/verification/copy-name.ts';
import { showSeconds } from '../../shared/domain/verification/judge-gone.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { type FoundVerification, findVerification } from '../../shared/verification/find-verification.ts';
import { openedIn } from '../../shared/verification/look-at-copy.ts';
import { accountOf } from '../../shared/verification/read-claim.ts';
import type { JudgedLeftover } from './judge-leftovers.ts';
import { readClaims } from './read-claims.ts';
import { regionsOf, type Swept, sweepAll } from './sweep.ts';

/** Room that is left to others, and copies at once at most: each has two to three calls a minute of its own. */
const sparedInstances = 2;
const mostAtOnce = 40;

export type ListVerificationsDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  unsettled: Pick<Unsettled, 'read'>;
  rds: ClientsOf<RDSClient>;
  now: () => string;
}>;

/**
 * What is to be done in this run, and how much of it at once: first what earlier runs have left, then everything in scope, and
 * last what was ordered and does not show yet, since it holds a place for long.
 */
export async function listVerifications(
  { runId }: RunRef,
  dependencies: ListVerificationsDependencies,
): Promise<ListVerificationsOutput> {
  const { plans, ledgerOf, rds, now } = dependencies;
  const ledger = ledgerOf(runId);
  const opened = openedIn(await ledger.read('run'));
  const claims = await readClaims({ ...dependencies, runId, ledger });
  const account = accountOf(opened.executionArn);
  const swept = await sweepAll({ ...{ plans, ledgerOf, rds, now, ledger, runId, account }, claims });
  const own = opened.scope.map(({ plan, verification }) => itemOf({ runId, plan, verification }, plans));
  const { standing, awaited } = leftoverItems(runId, swept, now());
  const items = [...standing, ...own, ...awaited];
  const concurrency = await concurrencyIn(plans, rds);
  const lookers = Math.min(items.length, concurrency);
  return { items: items.map((item) => ({ ...item, lookers })), concurrency };
}

type Item = Omit<VerificationItem, 'lookers'>;

function itemOf(maker: Maker, plans: Plans): Item {
  const found = findVerification(plans, maker);
  const named = { runId: maker.runId, plan: maker.plan, verification: maker.verification };
  return isRestored(found.verification)
    ? { ...named, kind: 'restore', copy: copyRef(maker, found) }
    : { ...named, kind: 'find' };
}

const copyRef = (maker: Maker, { verification, region }: FoundVerification): CopyRef => ({
  kind: 'clusterSnapshot' in verification ? 'cluster' : 'instance',
  name: copyNameOf(maker),
  region,
  madeBy: maker.runId,
  plan: maker.plan,
  verification: maker.verification,
});

const leftoverItems = (runId: RunId, { found, unseen }: Swept, now: string) => ({
  standing: found.flatMap((one) => leftoverItem(runId, one)),
  awaited: unseen.filter((one) => isWorthLooking(one, now)).map((one) => discardItem(runId, one)),
});

function leftoverItem(runId: RunId, { leftover, mayBe }: JudgedLeftover): Item[] {
  const { isOurs, madeBy, plan, verification, ...copy } = leftover;
  if (!(isOurs || mayBe) || madeBy === undefined || plan === undefined || verification === undefined) return [];
  return [discardItem(runId, { ...copy, madeBy, plan, verification })];
}

function discardItem(runId: RunId, copy: CopyRef): Item {
  const { kind, name, region, madeBy, plan, verification } = copy;
  return { runId, kind: 'leftover', plan, verification, copy: { kind, name, region, madeBy, plan, verification } };
}

/**
 * What was ordered a moment ago may show while this run is at work, and of what was seen once the end can be proven. What was
 * ordered before that and never seen, the search itself has looked for.
 */
const isWorthLooking = ({ orderedAt, resourceId }: OrderedCopy, now: string): boolean =>
  resourceId !== undefined || secondsBetween(orderedAt, now) < showSeconds;

/** By the Region that has the least room; unknown room is little room. */
async function concurrencyIn(plans: Plans, rds: ClientsOf<RDSClient>): Promise<number> {
  const left = await Promise.all(regionsOf(plans).map(async (region) => knownOf(await instancesLeft(rds, region))));
  const room = Math.min(mostAtOnce, ...left.map((one) => (one ?? sparedInstances + 1) - sparedInstances));
  return Math.max(1, room);
}
