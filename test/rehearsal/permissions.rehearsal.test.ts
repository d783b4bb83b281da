import { describe, expect, it } from 'vitest';
import { operate } from '../../simulation/operate.ts';
import { packageStack } from '../../simulation/packaging/package-stack.ts';
import { awaitRecovery, passUntil, setArmedScene } from '../support/detection-scene.ts';
import { runRecovery, type Scene, setScene, startInput, startRecovery } from '../support/virtual-run.ts';
import { allowedIn, verificationRoles } from './allowed-calls.ts';
import { endStateOf, untouched } from './end-state.ts';
import { statementsIn, withoutStatement } from './stack-roles.ts';

/** The old primary is fenced at the second attempt, the name's record is rewritten. */
const failedOnce = async (): Promise<Scene> => {
  const runbook = 'region-failover-by-record';
  const durations = { promotionSeconds: 60 };
  const scene = await setScene({ runbook, durations, answers: { approval: 'approve', failure: 'retry' } });
  scene.aws.faults.add({ operation: 'ModifyDBInstance', nth: 1, kind: { deny: true } });
  await runRecovery(scene, startInput(scene, { runbook }));
  return scene;
};

const regionLost = async (): Promise<Scene> => {
  const scene = await setScene({ durations: { promotionSeconds: 60 } });
  scene.aws.network.cut('us-west-2');
  await runRecovery(scene, startInput(scene));
  return scene;
};

/** Nobody answers the first run; a second one finds the plan held; of a third one the question cannot be sent. */
const heldUp = async (): Promise<Scene> => {
  const scene = await setScene({ answers: {} });
  const first = startRecovery(scene, startInput(scene), 'first');
  const second = scene.clock.sleep(60_000).then(() => startRecovery(scene, startInput(scene), 'second'));
  await scene.clock.runUntil(Promise.all([first, second]));
  scene.aws.faults.add({ operation: 'Publish', nth: 1, kind: { deny: true } });
  await runRecovery(scene, startInput(scene), 'third');
  return scene;
};

/** The Region is lost while the kill switch is set, which is told; once it is gone, Lifeboat starts the run itself. */
const detected = async (): Promise<Scene> => {
  const scene = await setArmedScene({ durations: { promotionSeconds: 60 } });
  const { aws, clock, stack, standby } = scene;
  const Key = { key: { S: 'killSwitch#*' } };
  const onTable = (operation: string, input: Record<string, unknown>) =>
    clock.runUntil(
      operate(aws, {
        service: 'dynamodb',
        region: standby,
        operation,
        input: { TableName: stack.controlTable, ...input },
      }),
    );
  await onTable('PutItem', { Item: { ...Key, reason: { S: 'Ada holds it' } } });
  aws.network.cut('us-west-2');
  await passUntil(scene, () => scene.notices.some(({ message }) => message.includes('Ada holds it')));
  await onTable('DeleteItem', { Key });
  await awaitRecovery(scene);
  return scene;
};

describe('roles of the functions', () => {
  it('hold no statement that these runs between them can do without', async () => {
    // Of machines, rules and schedules: without one of theirs nothing at all would run.
    const machines = /^(Recover|RunStep|Detect|VerifyRestores|StartDetection|Schedule|VerificationSchedule)Role$/;
    const statements = statementsIn(await packageStack('us-east-1')).filter(
      ({ role }) => !machines.test(role) && !verificationRoles.test(role),
    );
    const scenes = [await failedOnce(), await regionLost(), await heldUp(), await detected()];
    const allowed = new Set(scenes.flatMap(({ events }) => allowedIn(events)));
    const unused = statements.filter(
      ({ role, actions }) => !actions.some((action) => allowed.has(`${role} ${action}`)),
    );
    expect(unused).toEqual([]);
    const named = statements.flatMap(({ role, actions }) => actions.map((action) => `${role} ${action}`));
    // An action that stands twice in a role is no proof of both statements: of who holds the lock, and of who watches.
    const twice = named.filter((one, index) => named.indexOf(one) !== index);
    expect(twice).toEqual(['WeighSignalsRole states:DescribeExecution']);
    expect(named.length).toBeGreaterThan(50);
  });
});

const tableDenied = 'may not use a table of the run: AccessDenied';

describe('recover, when a permission of the promotion is missing', () => {
  it.each([
    { action: 'dynamodb:Query', outcome: 'failed', says: tableDenied },
    { action: 'dynamodb:GetItem', outcome: 'failed', says: tableDenied },
    {
      action: 'rds:DescribeDBInstances',
      outcome: 'failed',
      says: 'not authorized to perform: rds:DescribeDBInstances',
    },
    { action: 'rds:PromoteReadReplica', outcome: 'failed', says: 'not authorized to perform: rds:PromoteReadReplica' },
    // How old the data are is in CloudWatch, too; that the promotion has come through nobody can prove without the secret.
    {
      action: 'secretsmanager:GetSecretValue',
      outcome: 'partiallyDone',
      says: 'not authorized to perform: secretsmanager:GetSecretValue',
    },
  ])('asks with the reason and moves no traffic without the statement that allows $action', async (row) => {
    const repackage = withoutStatement('PromoteReplicaRole', row.action);
    const scene = await setScene({ repackage, durations: { promotionSeconds: 60 } });
    scene.aws.network.cut('us-west-2');
    const { record } = await runRecovery(scene, startInput(scene));
    const question = scene.notices.find(({ subject }) => subject.includes('Step failed: shielda database'));
    expect(question?.message).toContain(row.says);
    expect(record.outcome).toBe(row.outcome);
    const promotions = row.outcome === 'failed' ? 0 : 1;
    expect(await endStateOf(scene)).toEqual({ ...untouched, promotions, isReplica: promotions === 0 });
  });
});
