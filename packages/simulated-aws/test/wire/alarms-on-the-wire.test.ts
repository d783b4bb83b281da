import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
  PutAlarmMuteRuleCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, expect, it } from 'vitest';
import { createAws, operatorKey } from '../../src/aws.ts';
import { createRealClock } from '../../src/clock/real-clock.ts';

const region = 'us-west-2';

const open = async () => {
  const clock = createRealClock();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const aws = createAws({ clock, seed: 1, speed: 1, regions: [region], tell: () => undefined, onError });
  const endpoint = `http://127.0.0.1:${await aws.wire.listen(0)}`;
  const credentials = { accessKeyId: operatorKey, secretAccessKey: 'any' };
  const client = new CloudWatchClient({ region, endpoint, credentials, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await aws.close();
    clock.stop();
  };
  return { aws, client, errors, close };
};

let opened: Awaited<ReturnType<typeof open>> | undefined;
afterEach(async () => await opened?.close());

const withAlarms = async () => {
  opened = await open();
  const { client, aws } = opened;
  const topic = aws.sns.createTopic({ name: 'notices', region });
  const subjects: (string | undefined)[] = [];
  aws.sns.subscribe(topic, ({ subject }) => subjects.push(subject));
  await client.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName: 'bad', AlarmDescription: 'ä <&>', Namespace: 'Mainsail', MetricName: 'Bad', Statistic: 'Sum' },
      ...{ Dimensions: [{ Name: 'Service', Value: 'api' }], Period: 86_400, EvaluationPeriods: 1, Threshold: 0.5 },
      ...{ ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'ignore' },
    }),
  );
  await client.send(
    new PutCompositeAlarmCommand({ AlarmName: 'all', AlarmRule: 'ALARM("bad")', AlarmActions: [topic] }),
  );
  return { ...opened, subjects, topic };
};

const set = { AlarmName: 'bad', StateValue: 'ALARM', StateReason: 'a test', StateReasonData: '{"by":"hand"}' } as const;

it('the client of CloudWatch puts, sets and reads alarms of both types, and SNS is told', async () => {
  const { client, errors, subjects, topic } = await withAlarms();
  await client.send(new SetAlarmStateCommand(set));
  const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const;
  const { MetricAlarms, CompositeAlarms } = await client.send(
    new DescribeAlarmsCommand({ AlarmTypes: [...AlarmTypes] }),
  );
  expect(MetricAlarms).toMatchObject([
    {
      ...{ AlarmName: 'bad', AlarmDescription: 'ä <&>', StateValue: 'ALARM', StateReason: 'a test' },
      ...{ StateReasonData: '{"by":"hand"}', Threshold: 0.5, Dimensions: [{ Name: 'Service', Value: 'api' }] },
      StateUpdatedTimestamp: expect.any(Date),
    },
  ]);
  expect(CompositeAlarms).toMatchObject([
    { AlarmName: 'all', AlarmRule: 'ALARM("bad")', StateValue: 'ALARM', AlarmActions: [topic], ActionsEnabled: true },
  ]);
  const { AlarmHistoryItems = [] } = await client.send(
    new DescribeAlarmHistoryCommand({ AlarmTypes: [...AlarmTypes], HistoryItemType: 'StateUpdate' }),
  );
  expect(AlarmHistoryItems.map(({ AlarmName }) => AlarmName)).toEqual(['all', 'bad', 'all']);
  await expect.poll(() => subjects).toEqual(['ALARM: "all" in US West (Oregon)']);
  expect(errors).toEqual([]);
});

it('the client of CloudWatch puts, lists and reads mute rules, and knows the names of errors', async () => {
  const { client, errors } = await withAlarms();
  const year = new Date().getUTCFullYear() + 1;
  const Schedule = { Expression: `at(${year}-01-01T00:00)`, Duration: 'P1DT2H' };
  const MuteTargets = { AlarmNames: ['bad'] };
  await client.send(new PutAlarmMuteRuleCommand({ Name: 'later', Rule: { Schedule }, MuteTargets }));
  const listed = await client.send(new ListAlarmMuteRulesCommand({ AlarmName: 'bad' }));
  expect(listed.AlarmMuteRuleSummaries).toMatchObject([{ Status: 'SCHEDULED', MuteType: 'ONE_TIME' }]);
  const rule = await client.send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: 'later' }));
  expect(rule).toMatchObject({ Name: 'later', Rule: { Schedule }, MuteTargets });
  const nobody = { AlarmMuteRuleName: 'nobody' };
  await expect(client.send(new GetAlarmMuteRuleCommand(nobody))).rejects.toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException' }),
  );
  await expect(client.send(new DeleteAlarmsCommand({ AlarmNames: ['nobody'] }))).rejects.toThrow(
    expect.objectContaining({ name: 'ResourceNotFound' }),
  );
  expect(errors).toEqual([]);
});
