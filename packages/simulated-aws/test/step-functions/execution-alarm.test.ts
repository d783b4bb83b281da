import { expect, it } from 'vitest';
import { account, createSetting, home } from '../services/events/setting.ts';

const machineArn = `arn:aws:states:${home}:${account}:stateMachine:recover`;
const roleArn = `arn:aws:iam::${account}:role/recover`;

/** The machine succeeds when it is told so, with the alarm of resources/alarms.yml on its failures. */
const watched = () => {
  const setting = createSetting();
  const { aws } = setting;
  const definition = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'IsWell',
    States: {
      IsWell: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.isWell %}', Next: 'Done' }],
        Default: 'Broken',
      },
      Done: { Type: 'Succeed' },
      Broken: { Type: 'Fail', Error: 'Broken' },
    },
  });
  aws.stepFunctions.createStateMachine({ name: 'recover', arn: machineArn, region: home, roleArn, definition });
  const topic = aws.sns.createTopic({ name: 'notices', region: home });
  const notices: (string | undefined)[] = [];
  aws.sns.subscribe(topic, ({ subject }) => notices.push(subject));
  aws.cloudwatch.putAlarm(home, {
    AlarmName: 'recover-failed',
    Namespace: 'AWS/States',
    MetricName: 'ExecutionsFailed',
    Dimensions: [{ Name: 'StateMachineArn', Value: machineArn }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [topic],
  });
  const start = async (isWell: boolean) => {
    const input = JSON.stringify({ isWell });
    await setting.clock.runUntil(setting.call(home, 'states:StartExecution', { stateMachineArn: machineArn, input }));
    await setting.clock.advance(70_000);
  };
  return { start, notices };
};

it('a failed execution raises the alarm on its machine, and the topic is told once', async () => {
  const { start, notices } = watched();
  await start(false);
  await start(true);
  expect(notices).toEqual([expect.stringMatching(/^ALARM: "recover-failed"/)]);
});

it('an execution that succeeds raises no alarm on failures', async () => {
  const { start, notices } = watched();
  await start(true);
  expect(notices).toEqual([]);
});
