import type { RegionName } from '../../contracts/fields.ts';
import type { Command } from '../../contracts/ledger-entry.ts';
import { judgeUnreadable } from '../../steps/judge-unreadable.ts';
import type { Decision } from '../../steps/step.ts';
import type { Reading } from '../reading.ts';
import { type DatabaseInstance, kindOf } from './copy.ts';
import { isFresh, patienceSeconds } from './judge-restore.ts';
import { type Claim, proveOwnership } from './prove-ownership.ts';

export type DiscardCommand = Command & Readonly<{ service: 'rds'; operation: 'DeleteDBInstance' | 'DeleteDBCluster' }>;

export type DiscardOrder = Readonly<{ name: string; region: RegionName; claim: Claim; now: string }>;

const judgeMissing = ({ name, claim, now }: DiscardOrder): Decision<DiscardCommand> => {
  const isSettled = claim.seen.length > 0 || !isFresh(claim.acts, now);
  if (!isSettled) return { wait: patienceSeconds, because: 'the restore was ordered, and may still show' };
  const [seen] = claim.seen;
  return {
    done: { copy: name, gone: true, ...(seen === undefined ? {} : { arn: seen.arn, resourceId: seen.resourceId }) },
  };
};

const deletionOf = ({ arn, name }: DatabaseInstance, region: RegionName): DiscardCommand => {
  const rest = { SkipFinalSnapshot: true, DeleteAutomatedBackups: true };
  return kindOf(arn) === 'cluster'
    ? { service: 'rds', operation: 'DeleteDBCluster', region, input: { DBClusterIdentifier: name, ...rest } }
    : { service: 'rds', operation: 'DeleteDBInstance', region, input: { DBInstanceIdentifier: name, ...rest } };
};

/**
 * Only what is provably ours, and only once its immutable id stands in the ledger: between a look and the call the name may
 * pass to another instance, and then the next look sees another id and sends nothing more.
 */
const judgeFound = (copy: DatabaseInstance, { region, claim }: DiscardOrder): Decision<DiscardCommand> => {
  const ownership = proveOwnership(copy, claim);
  if (!ownership.isOurs) return { refuse: `${copy.name} is left alone: ${ownership.because}` };
  if (copy.status === 'deleting') return { wait: patienceSeconds, because: 'the copy is being deleted' };
  if (copy.isProtected) return { refuse: `${copy.name} is left alone: somebody has protected it against deletion` };
  if (!claim.seen.some(({ name }) => name === copy.name))
    return { wait: 1, because: 'the id of the copy has to be written down first' };
  return { act: deletionOf(copy, region), because: `${copy.arn} has served` };
};

/** Success is that the copy is not there any more, whatever was answered. */
export const judgeDiscard = (
  order: DiscardOrder,
  copy: Reading<DatabaseInstance | undefined>,
  /** Of a copy that is a cluster: it goes first, since a cluster with an instance cannot be deleted. */
  member: Reading<DatabaseInstance | undefined> = { kind: 'known', value: undefined },
): Decision<DiscardCommand> => {
  if (member.kind === 'unreadable' || member.value !== undefined) return judgeOne(order, member);
  return judgeOne(order, copy);
};

const judgeOne = (order: DiscardOrder, copy: Reading<DatabaseInstance | undefined>): Decision<DiscardCommand> => {
  if (copy.kind === 'unreadable') {
    const ending = judgeUnreadable(`the copy ${order.name}`, copy.failure);
    return 'refuse' in ending ? { fail: ending.refuse } : ending;
  }
  return copy.value === undefined ? judgeMissing(order) : judgeFound(copy.value, order);
};
