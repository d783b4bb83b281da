import { ofKind } from './of-kind.ts';

/** It takes writes, and there is a group that will let nobody in. */
export const fencedDatabase = ofKind(
  'fenceDatabase',
  ({ fenceDatabase: { instance, region: side, closedSecurityGroup } }) => [
    { is: 'database', side, instance, role: 'primary' },
    { is: 'closedGroup', side, group: closedSecurityGroup },
  ],
);
