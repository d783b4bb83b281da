import type { Command } from '../../contracts/command.ts';
import type { RegionName } from '../../contracts/fields.ts';
import type { Act, Decision } from '../decision.ts';
import { judgeUnreadable } from '../judge-unreadable.ts';
import { known, type Reading } from '../reading.ts';
import { judgeDatabaseStatus } from '../recovery/judge-database-status.ts';
import { secondsBetween } from '../time.ts';
import { type DatabaseInstance, databaseKindOf } from './copy.ts';
import { memberNameOf } from './copy-name.ts';
import type { DiscardOrder } from './discard-order.ts';
import { beingDeleted, isNotThere, judgeMissing, judgeNeverSeen } from './judge-gone.ts';
import { effectiveOf } from './order-standing.ts';
import { deletionsFor, proveOwnership, wasSeen } from './prove-ownership.ts';
import { patienceSeconds } from './restore-order.ts';

/**
 * How late a deletion shows that AWS has taken: one run sends it once, since what is gone has no tags, and the roles may delete nothing
 * without them. One that was not answered is sent again after a while; a refusal of that one says that the first was heard.
 */
const shownSeconds = { accepted: 3600, unknown: 300, refusedSince: 600 } as const;

type Found = Reading<DatabaseInstance | undefined>;

const nothing: Found = known(undefined);

/** A thing by its name, and, where it does not show by that any more, by the id that was seen. */
export type DiscardFacts = Readonly<{
  copy: Found;
  renamed?: Found | undefined;
  /** Of a copy that is a cluster. */
  member?: Found | undefined;
  renamedMember?: Found | undefined;
}>;

export type DiscardCommand = Command & Readonly<{ service: 'rds'; operation: 'DeleteDBInstance' | 'DeleteDBCluster' }>;

/** Success is that the copy was seen to go, whatever was answered. */
export const judgeDiscard = (order: DiscardOrder, facts: DiscardFacts): Decision<DiscardCommand> =>
  judgeMember(order, facts) ?? judgeOne(order.name, order, [facts.copy, facts.renamed ?? nothing]);

/**
 * The instance of a cluster goes first, since RDS deletes no cluster that has one; for the same reason it needs no end of its
 * own once it does not show, but what was ordered and may still show is waited for. Undefined: the cluster's turn.
 */
function judgeMember(
  order: DiscardOrder,
  { member, renamedMember = nothing }: DiscardFacts,
): Decision<DiscardCommand> | undefined {
  if (member === undefined) return undefined;
  const name = memberNameOf(order.claim.maker);
  if (member.kind === 'unreadable' || member.value !== undefined) return judgeOne(name, order, [member, nothing]);
  if (renamedMember.kind === 'unreadable' || renamedMember.value !== undefined)
    return judgeOne(name, order, [nothing, renamedMember]);
  const unseen = judgeNeverSeen(name, order);
  return unseen !== undefined && 'wait' in unseen ? unseen : undefined;
}

function judgeOne(name: string, order: DiscardOrder, [found, renamed]: [Found, Found]): Decision<DiscardCommand> {
  if (found.kind === 'unreadable') return judgeUnknown(name, found);
  if (found.value !== undefined) return judgeFound(found.value, order);
  if (renamed.kind === 'unreadable') return judgeUnknown(name, renamed);
  return judgeMissing(name, order, renamed.value);
}

function judgeUnknown(name: string, { failure }: Extract<Found, { kind: 'unreadable' }>): Decision<never> {
  const ending = judgeUnreadable(`the copy ${name}`, failure);
  return 'refuse' in ending ? { fail: ending.refuse } : ending;
}

/**
 * Only what is provably ours, and only once its immutable id stands in the ledger: between a look and the call the name may
 * pass to another instance, and then the next look sees another id and sends nothing more.
 */
function judgeFound(copy: DatabaseInstance, order: DiscardOrder): Decision<DiscardCommand> {
  const { isOurs, mayBe, because } = proveOwnership(copy, order.claim);
  if (mayBe) return { wait: patienceSeconds, because: `${copy.name} may be the copy: ${because}` };
  if (!isOurs) return { refuse: `${copy.name} is left alone: ${because}` };
  if (copy.status === 'deleting') return { wait: patienceSeconds, because: beingDeleted(copy.name) };
  if (copy.isProtected) return { refuse: `${copy.name} is left alone: somebody has protected it against deletion` };
  if (!wasSeen(order.claim, copy.name)) return { wait: 1, because: 'the id of the copy has to be written down first' };
  const rest = restOf(copy, order);
  if (rest !== undefined) return { wait: patienceSeconds, because: rest };
  return { act: deletionOf(copy, order.region), because: `${copy.arn} has served` };
}

/** Why the call waits: it was made, and does not show yet; or RDS refuses it for as long as the copy is busy. */
function restOf({ name, status }: DatabaseInstance, { claim, now }: DiscardOrder): string | undefined {
  const deletions = deletionsFor(claim, name);
  const [told, last] = [effectiveOf(deletions).at(-1), deletions.at(-1)];
  const isRecent = (act: Act, seconds: number) => secondsBetween(act.at, now) < seconds;
  if (isNotThere(last?.error))
    return `${name} is not there any more, by what RDS says to its deletion, and shows still`;
  if (told !== undefined && told.result !== 'rejected' && isRecent(told, shownSeconds[told.result]))
    return `${name} was told to go, and is ${status} still`;
  if (last === undefined || !isState(last)) return undefined;
  if (told !== undefined && isRecent(last, shownSeconds.refusedSince))
    return `${name} may be on its way, and is ${status} still`;
  return judgeDatabaseStatus(status) === 'busy' ? `${name} is ${status}: RDS deletes it when that is over` : undefined;
}

const isState = ({ result, error = '' }: Act): boolean => result === 'rejected' && /StateFault$/.test(error);

function deletionOf({ arn, name }: DatabaseInstance, region: RegionName): DiscardCommand {
  const rest = { SkipFinalSnapshot: true, DeleteAutomatedBackups: true };
  return databaseKindOf(arn) === 'cluster'
    ? { service: 'rds', operation: 'DeleteDBCluster', region, input: { DBClusterIdentifier: name, ...rest } }
    : { service: 'rds', operation: 'DeleteDBInstance', region, input: { DBInstanceIdentifier: name, ...rest } };
}
