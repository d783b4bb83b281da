import type {
  DescribeDBSnapshotAttributesCommandInput as DescribeAttributes,
  ModifyDBSnapshotAttributeCommandInput as ModifyAttribute,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call } from '../../../call.ts';
import { invalidCombination, invalidValue } from '../faults.ts';
import type { Store } from '../store.ts';
import { findSnapshot, requireUsable } from './keep.ts';
import type { Kept } from './snapshot.ts';

/** UserGuide/USER_ShareSnapshot: accounts that a manual snapshot can be shared with. */
const mostAccounts = 20;

/** API_ModifyDBSnapshotAttribute. There is one account here: what is shared with others is noted, and nobody comes for it. */
export const modifyDbSnapshotAttribute = (store: Store) => (input: ModifyAttribute, call: Call) => {
  const { AttributeName: name, ValuesToAdd: added = [], ValuesToRemove: removed = [] } = input;
  if (name !== 'restore') throw invalidValue(`Invalid snapshot attribute ${name}.`);
  const snapshot = findSnapshot(store, { sort: 'snapshot', region: call.region, id: input.DBSnapshotIdentifier });
  requireUsable(snapshot);
  if (snapshot.type !== 'manual')
    throw new AwsFault('InvalidDBSnapshotStateFault', 'Only a manual snapshot can be shared.');
  checkSharing(store, snapshot, added);
  const sharedWith = [...new Set([...snapshot.sharedWith, ...added])].filter((account) => !removed.includes(account));
  if (sharedWith.length > mostAccounts)
    throw new AwsFault(
      'SharedSnapshotQuotaExceededFault',
      `A snapshot is shared with ${mostAccounts} accounts at most.`,
    );
  snapshot.sharedWith = sharedWith;
  return result(snapshot);
};

/** An encrypted snapshot is for named accounts only, and none whose key is RDS's own. Which error says so is (I). */
function checkSharing(store: Store, { kmsKey, id }: Kept, accounts: readonly string[]): void {
  const odd = accounts.find((account) => account !== 'all' && !/^\d{12}$/.test(account));
  if (odd !== undefined) throw invalidValue(`Invalid account ${odd}.`);
  if (kmsKey === undefined || accounts.length === 0) return;
  if (accounts.includes('all')) throw invalidCombination(`${id} is encrypted and cannot be public.`);
  if (store.keys.isOwn(kmsKey)) throw invalidCombination(`${id} is encrypted with alias/aws/rds and cannot be shared.`);
}

const result = ({ id, sharedWith }: Kept) => ({
  DBSnapshotAttributesResult: {
    DBSnapshotIdentifier: id,
    DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [...sharedWith] }],
  },
});

export const describeDbSnapshotAttributes = (store: Store) => (input: DescribeAttributes, call: Call) => {
  return result(findSnapshot(store, { sort: 'snapshot', region: call.region, id: input.DBSnapshotIdentifier }));
};
