import { describe, expect, it } from 'vitest';
import { readFunctions } from '../../deployment/function-file.ts';
import { roleOf } from '../../deployment/roles.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { type RestoredKind, verifiedPlan } from '../functions/verification/plan.ts';

const textOf = (folder: string, plans: readonly DeployedPlan[]): string => {
  const file = readFunctions().find((one) => one.folder === folder);
  if (file === undefined) throw new Error(`there is no function ${folder}`);
  return JSON.stringify(roleOf(file, plans, { name: 'lifeboat', stage: 'dev' }));
};

const of = (folder: string, kind: RestoredKind) => textOf(folder, [verifiedPlan(kind)]);

describe('the roles of a verification', () => {
  it.each(['discard-restore', 'restore-database', 'ask-copy', 'choose-recovery-point'])(
    'let %s touch clusters only where a plan restores one',
    (folder) => {
      expect(of(folder, 'cluster')).toMatch(/:cluster[:-]|rds!cluster/);
      expect(of(folder, 'instance')).not.toMatch(/:cluster:|cluster-snapshot:|rds!cluster/);
    },
  );

  it('deny the deletion of clusters that are no copies as well', () => {
    const role = of('discard-restore', 'cluster');
    expect(role).toMatch(
      /"Effect":"Deny","Action":\["rds:DeleteDBCluster"\],"NotResource":\[\{"Fn::Sub":"[^"]*:cluster:lifeboat-verify-\*"\}\]/,
    );
    expect(role).toMatch(/"Effect":"Deny","Action":\["rds:DeleteDBCluster"\],"Resource":"\*","Condition":\{"Null"/);
  });

  it('name the source of a restore to a point in time, and no snapshot', () => {
    const role = of('restore-database', 'pointInTime');
    expect(role).toContain(':db:orders-database"');
    expect(role).not.toContain(':snapshot:');
  });

  it('let nothing be restored or deleted where no plan verifies anything', () => {
    for (const folder of ['discard-restore', 'restore-database'])
      expect(textOf(folder, [])).not.toMatch(/rds:(Delete|Restore|Create|Modify|AddTags)/);
  });
});
