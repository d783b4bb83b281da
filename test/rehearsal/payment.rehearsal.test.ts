import { describe, expect, it } from 'vitest';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import {
  fencingCalls,
  isFenced,
  noticeOf,
  oldRegion,
  paymentArn,
  paymentsOf,
  recordOf,
  setOwingScene,
  untilPaid,
} from '../support/owing.ts';
import { askStates, beginRecovery, settlementsOf, subjectsOf, untilSettled, untilState } from '../support/settling.ts';
import type { Scene, SceneSettings } from '../support/virtual-run.ts';
import { endStateOf, recovered } from './end-state.ts';
import { owed } from './owed-scene.ts';
import { ask } from './scene-tools.ts';

const incident = { occasion: 'incident' };
const fence = ['ModifyDBInstance', 'RebootDBInstance'];

/** A run that has recovered with the Region of the old primary away: its fence is owed. */
const owing = async (settings: SceneSettings = {}) => {
  const scene = await setOwingScene(settings);
  scene.aws.network.cut(oldRegion);
  const run = await beginRecovery(scene, 'run', incident);
  await scene.clock.runUntil(run.execution.ended);
  await scene.clock.advance(5000);
  return { scene, ...run };
};

const executionsOf = (scene: Scene): string[] => paymentsOf(scene).map(({ name, status }) => `${name} ${status}`);

const putControl = (scene: Scene, item: Record<string, string>): Promise<unknown> =>
  ask(scene, {
    what: 'dynamodb:PutItem',
    input: {
      TableName: scene.stack.controlTable,
      Item: Object.fromEntries(Object.entries(item).map(([key, S]) => [key, { S }])),
    },
  });

const deleteControl = (scene: Scene, key: string): Promise<unknown> =>
  ask(scene, { what: 'dynamodb:DeleteItem', input: { TableName: scene.stack.controlTable, Key: { key: { S: key } } } });

const debtsOf = async (scene: Scene): Promise<unknown> => {
  const input = { TableName: scene.stack.controlTable, Key: { key: { S: 'debts#shielda' } } };
  const { Item } = await ask(scene, { what: 'dynamodb:GetItem', input });
  return Item;
};

describe('a payment', () => {
  it('that somebody stops goes on in the next execution, which a redrive of the first does not double', async () => {
    const { scene } = await owing();
    await askStates(scene, 'StopExecution', { executionArn: paymentArn(scene) });
    await untilSettled(scene);
    expect(executionsOf(scene)).toEqual(['run_old-primary_pay_1 ABORTED', 'run_old-primary_pay_2 RUNNING']);
    await askStates(scene, 'RedriveExecution', { executionArn: paymentArn(scene) });
    await scene.clock.advance(30_000);
    expect(executionsOf(scene)).toEqual(['run_old-primary_pay_1 SUCCEEDED', 'run_old-primary_pay_2 RUNNING']);
    scene.aws.network.heal(oldRegion);
    await untilPaid(scene);
    expect(isFenced(scene)).toBe(true);
    expect(fencingCalls(scene)).toEqual(fence);
    expect(subjectsOf(scene).filter((subject) => subject.startsWith('Fenced now'))).toHaveLength(1);
  });

  it('whose end could not be told is completed by settle-run', async () => {
    const { scene } = await owing();
    const mute = scene.aws.faults.add({ role: 'SettleDebtRole', operation: 'Publish', kind: { deny: true } });
    scene.aws.network.heal(oldRegion);
    await untilPaid(scene);
    expect(executionsOf(scene)).toEqual(['run_old-primary_pay_1 FAILED']);
    expect(isFenced(scene)).toBe(true);
    mute.remove();
    await untilSettled(scene);
    expect(subjectsOf(scene).filter((subject) => subject.startsWith('Fenced now'))).toHaveLength(1);
    expect(fencingCalls(scene)).toEqual(fence);
    expect(paymentsOf(scene)).toHaveLength(1);
  });

  it('waits while the kill switch is set, and goes on when it is lifted', async () => {
    const { scene } = await owing();
    await putControl(scene, { key: 'killSwitch#shielda', reason: 'wait for me' });
    scene.aws.network.heal(oldRegion);
    await scene.clock.advance(600_000);
    expect({ fenced: isFenced(scene), calls: fencingCalls(scene) }).toEqual({ fenced: false, calls: [] });
    expect(subjectsOf(scene).filter((subject) => subject.includes('FencesOwed'))).toHaveLength(1);
    await deleteControl(scene, 'killSwitch#shielda');
    await untilPaid(scene);
    expect(isFenced(scene)).toBe(true);
  });

  it('ends when a person writes it off by the command of the notice, and not by the command as it stands', async () => {
    const { scene } = await owing();
    const notice = noticeOf(scene, /^Recovered/);
    const line = notice.split('\n').find((one) => one.includes('writeOff#shielda#shielda-prod')) ?? '{}';
    expect(notice).toContain('aws dynamodb put-item --region us-east-1');
    const put = (Item: unknown) =>
      ask(scene, { what: 'dynamodb:PutItem', input: { TableName: scene.stack.controlTable, Item } });
    await put(JSON.parse(line));
    await scene.clock.advance(60_000);
    expect(executionsOf(scene)).toEqual(['run_old-primary_pay_1 RUNNING']);
    await put(JSON.parse(line.replace('<your name>', 'Ada').replace('<why>', 'it was deleted by hand')));
    scene.aws.network.heal(oldRegion);
    await untilPaid(scene);
    expect(isFenced(scene)).toBe(false);
    expect(noticeOf(scene, /^NOT fenced, written off/)).toContain('Ada: it was deleted by hand');
    expect(JSON.stringify(await debtsOf(scene))).toContain('"[]"');
  });
});

/** The plan in every bundle, with another bound. */
const withBound =
  (seconds: number) =>
  (packaged: PackagedStack): PackagedStack => ({
    ...packaged,
    codeOf: (key) => {
      const { code, file } = packaged.codeOf(key);
      return { code: code.replaceAll(/keepTrying:(604800|6048e2)/g, `keepTrying:${seconds}`), file };
    },
  });

it('a fence that cannot be made for as long as the plan says is given up, with a notice', async () => {
  const { scene } = await owing({ repackage: withBound(1200) });
  await untilPaid(scene, 40);
  const told = noticeOf(scene, /^NOT fenced, given up/);
  expect(told).toMatch(/^shielda-prod in us-west-2 is NOT fenced: it may take writes, and Lifeboat tries no longer/);
  scene.aws.network.heal(oldRegion);
  await scene.clock.advance(600_000);
  expect(isFenced(scene)).toBe(false);
  expect(paymentsOf(scene)).toHaveLength(1);
});

describe('a run that has taken nothing over', () => {
  const declined = async () => {
    const scene = await setOwingScene({ answers: { approval: 'approve', failure: 'abort' } });
    scene.aws.network.cut(oldRegion);
    const denial = scene.aws.faults.add({ operation: 'PromoteReadReplica', kind: { deny: true } });
    const run = await beginRecovery(scene, 'run', incident);
    await scene.clock.runUntil(run.execution.ended);
    return { scene, denial, ...run };
  };

  it('owes nothing when it has ended: its debt is dropped and nobody is fenced', async () => {
    const { scene } = await declined();
    expect(recordOf(scene)).toMatchObject({ outcome: 'failed' });
    expect(recordOf(scene).owed).toBeUndefined();
    scene.aws.network.heal(oldRegion);
    await untilPaid(scene);
    await scene.clock.advance(600_000);
    expect({ fenced: isFenced(scene), calls: fencingCalls(scene) }).toEqual({ fenced: false, calls: [] });
    expect(subjectsOf(scene).filter((subject) => /fenced/i.test(subject))).toEqual([]);
    expect(JSON.stringify(await debtsOf(scene))).toContain('"[]"');
    expect(settlementsOf(scene).map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });

  it('owes it anew when it is redriven and goes on to take over', async () => {
    const scene = await setOwingScene();
    scene.aws.network.cut(oldRegion);
    const throttling = scene.aws.faults.add({ operation: 'PromoteReadReplica', kind: { throttle: true } });
    const { execution, executionArn } = await beginRecovery(scene, 'run', incident);
    await untilState(scene, 'PromoteReplica');
    await scene.clock.advance(20_000);
    await askStates(scene, 'StopExecution', { executionArn });
    await untilSettled(scene);
    await untilPaid(scene);
    throttling.remove();
    await askStates(scene, 'RedriveExecution', { executionArn });
    await scene.clock.runUntil(execution.ended);
    expect(await endStateOf(scene)).toEqual(recovered);
    expect(executionsOf(scene)).toEqual(['run_old-primary_pay_1 SUCCEEDED', 'run_old-primary_pay_2 RUNNING']);
    await scene.clock.advance(5000);
    expect(noticeOf(scene, /^Recovered/)).toMatch(/^Recovered, but shielda-prod in us-west-2 is NOT fenced/);
    scene.aws.network.heal(oldRegion);
    await untilPaid(scene);
    expect(isFenced(scene)).toBe(true);
  });
});

it('started by hand for a run that owes nothing does nothing', async () => {
  const scene = await setOwingScene();
  const { execution } = await beginRecovery(scene, 'run', incident);
  await scene.clock.runUntil(execution.ended);
  const before = recordOf(scene).entries.length;
  const calls = fencingCalls(scene);
  const stateMachineArn = scene.stack.recoverArn.replace(/-recover$/, '-pay-fence');
  const input = JSON.stringify({ runId: 'run', stepId: 'old-primary', pay: 1 });
  await askStates(scene, 'StartExecution', { stateMachineArn, name: 'by-hand', input });
  await untilPaid(scene);
  expect(executionsOf(scene)).toEqual(['by-hand SUCCEEDED']);
  expect(fencingCalls(scene)).toEqual(calls);
  expect(before).toBe(recordOf(scene).entries.length);
  await untilState(scene, 'NothingOwed');
});

it('a payment whose start failed, and one whose end nobody heard of, is found by the clock', async () => {
  const scene = await owed(undefined);
  expect(executionsOf(scene)).toEqual(['run_old-primary_pay_1 SUCCEEDED', 'run_old-primary_pay_2 SUCCEEDED']);
  expect(isFenced(scene)).toBe(true);
  expect(fencingCalls(scene)).toEqual(fence);
  expect(noticeOf(scene, /^Fenced now/)).toContain('shielda-prod in us-west-2 is fenced now');
});
