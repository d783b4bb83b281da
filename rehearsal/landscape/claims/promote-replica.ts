import { ofKind } from './of-kind.ts';

/** It replicates until it is promoted. */
export const promotedReplica = ofKind('promoteReplica', ({ promoteReplica: { instance, region: side, database } }) => [
  { is: 'database', side, instance, role: 'replica', database },
]);
