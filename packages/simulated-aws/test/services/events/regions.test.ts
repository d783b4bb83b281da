import { expect, it } from 'vitest';
import { account, alarmEvent, alarmPattern, createSetting, elsewhere, home, third } from './setting.ts';

type Setting = ReturnType<typeof createSetting>;

const busArn = (region: string, name = 'default') => `arn:aws:events:${region}:${account}:event-bus/${name}`;

/** Rules that forward alarms from one bus to another, by a role that may put events on that bus alone. */
const forward = (setting: Setting, [from, to]: readonly [string, string], target: object = {}) => {
  const { aws, role, openQueue } = setting;
  const allowed = { actions: ['events:PutEvents'], resource: busArn(to) };
  const RoleArn = role(`forward-${from}-${to}`, 'events.amazonaws.com', allowed);
  const letters = openQueue(from);
  aws.events.createRule(from, { Name: `to-${to}`, EventPattern: alarmPattern });
  const own = { Id: 'bus', Arn: busArn(to), RoleArn, DeadLetterConfig: { Arn: letters.arn }, ...target };
  aws.events.createTargets(from, { Rule: `to-${to}`, Targets: [own] });
  return letters;
};

const listening = (setting: Setting, region: string) => {
  const Arn = setting.machine(region);
  const RoleArn = setting.role(`starter-${region}`, 'events.amazonaws.com', { actions: ['states:StartExecution'] });
  setting.aws.events.createRule(region, { Name: 'detect', EventPattern: alarmPattern });
  setting.aws.events.createTargets(region, { Rule: 'detect', Targets: [{ Id: 'machine', Arn, RoleArn }] });
};

const createForwarding = (target: object = {}) => {
  const setting = createSetting();
  listening(setting, home);
  return { ...setting, letters: forward(setting, [elsewhere, home], target) };
};

it('an event travels to another Region and keeps its id, its Region and its source', async () => {
  const { aws, inputs, pass } = createForwarding();
  aws.events.emit(alarmEvent(elsewhere));
  await pass(2);
  expect(inputs()).toMatchObject([{ region: elsewhere, source: 'aws.cloudwatch', account }]);
});

it.each([
  { what: 'the Region of the rule', cut: elsewhere },
  { what: 'the Region of the target', cut: home },
])('while $what is cut off, the event waits; then it arrives', async ({ cut }) => {
  const { aws, inputs, pass, lettersIn, letters } = createForwarding();
  aws.network.cut(cut);
  aws.events.emit(alarmEvent(elsewhere));
  await pass(300);
  expect(inputs()).toEqual([]);
  aws.network.heal(cut);
  await pass(600);
  expect(inputs()).toHaveLength(1);
  expect(lettersIn(letters)).toEqual([]);
});

it('an event that cannot leave its Region for too long ends in the queue there', async () => {
  const { aws, inputs, pass, lettersIn, letters } = createForwarding({
    RetryPolicy: { MaximumEventAgeInSeconds: 120 },
  });
  aws.network.cut(elsewhere);
  aws.events.emit(alarmEvent(elsewhere));
  await pass(121);
  expect(lettersIn(letters)).toMatchObject([
    { ERROR_CODE: 'CONNECTION_FAILURE', EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' },
  ]);
  aws.network.heal(elsewhere);
  await pass(600);
  expect(inputs()).toEqual([]);
});

it('a cut that swallows the answer makes the event arrive twice', async () => {
  const { aws, inputs, pass, clock } = createForwarding();
  aws.faults.add({ operation: 'ForwardEvent', nth: 1, kind: { slowSeconds: 1 } });
  clock.after(1000, () => aws.network.cut(home));
  clock.after(60_000, () => aws.network.heal(home));
  aws.events.emit(alarmEvent(elsewhere));
  await pass(59);
  expect(inputs()).toHaveLength(1);
  await pass(120);
  expect(inputs()).toHaveLength(2);
  expect(inputs()[0]).toEqual(inputs()[1]);
});

it('within a Region that is cut off, its own bus goes on', async () => {
  const { aws, inputs, pass } = createForwarding();
  aws.network.cut(home);
  aws.events.emit(alarmEvent(home));
  await pass(2);
  expect(inputs()).toHaveLength(1);
});

it('the role of the target needs PutEvents on that very bus', async () => {
  const { aws, role, pass, lettersIn, letters } = createForwarding();
  const RoleArn = role('wrong', 'events.amazonaws.com', { actions: ['events:PutEvents'], resource: busArn(third) });
  const target = { Id: 'bus', Arn: busArn(home), RoleArn, DeadLetterConfig: { Arn: letters.arn } };
  aws.events.createTargets(elsewhere, { Rule: `to-${home}`, Targets: [target] });
  aws.events.emit(alarmEvent(elsewhere));
  await pass(2);
  expect(lettersIn(letters)).toMatchObject([{ ERROR_CODE: 'NO_PERMISSIONS' }]);
});

it('an event that came from another Region is not passed on to a third', async () => {
  const setting = createForwarding();
  const letters = forward(setting, [home, third]);
  setting.aws.events.emit(alarmEvent(elsewhere));
  setting.aws.events.emit(alarmEvent(home, 'own'));
  await setting.pass(3);
  expect(setting.inputs()).toHaveLength(2);
  expect(setting.lettersIn(letters)).toMatchObject([
    { ERROR_CODE: 'THIRD_REGION_HOP_DETECTED', body: expect.stringContaining('api-5xx') },
  ]);
});

it('a custom bus gets what a rule sends it, and counts by its own name', async () => {
  const { aws, call, role, openQueue, lettersIn, pass, clock } = createSetting();
  aws.events.createBus(home, 'plans');
  const RoleArn = role('to-plans', 'events.amazonaws.com', { actions: ['events:PutEvents'] });
  aws.events.createRule(home, { Name: 'to-plans', EventPattern: alarmPattern });
  const target = { Id: 'bus', Arn: busArn(home, 'plans'), RoleArn };
  aws.events.createTargets(home, { Rule: 'to-plans', Targets: [target] });
  const queue = openQueue(home, 'heard');
  const rule = { Name: 'all', EventBusName: 'plans', EventPattern: '{"region":[{"exists":true}]}' };
  expect(aws.events.createRule(home, rule)).toBe(`arn:aws:events:${home}:${account}:rule/plans/all`);
  const targets = [{ Id: 'queue', Arn: queue.arn, InputPath: '$.detail.alarmName' }];
  aws.events.createTargets(home, { Rule: 'all', EventBusName: 'plans', Targets: targets });
  aws.events.emit(alarmEvent(home));
  await pass(2);
  expect(lettersIn(queue)).toEqual([{ body: '"api-5xx"' }]);
  const counted = await call(home, 'monitoring:GetMetricStatistics', {
    ...{ Namespace: 'AWS/Events', MetricName: 'Invocations', Period: 60, Statistics: ['Sum'] },
    Dimensions: [
      { Name: 'EventBusName', Value: 'plans' },
      { Name: 'RuleName', Value: 'all' },
    ],
    StartTime: new Date(clock.now() - 60_000),
    EndTime: new Date(clock.now() + 60_000),
  });
  expect(counted.Datapoints).toMatchObject([{ Sum: 1 }]);
});
