import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { packageDetector, packageStack } from '../../rehearsal/packaging/package-stack.ts';

const Queue = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const Target = z.looseObject({
  DeadLetterConfig: z.strictObject({ Arn: Queue }),
  RetryPolicy: z.strictObject({ MaximumRetryAttempts: z.int(), MaximumEventAgeInSeconds: z.int() }),
});
const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
type Template = z.output<typeof Template>;

const ofType = ({ Resources }: Template, type: string) =>
  Object.entries(Resources).flatMap(([id, { Type, Properties }]) => (Type === type ? [{ id, Properties }] : []));

/** Whatever EventBridge or its Scheduler is asked to call, with the logical id of the rule or schedule. */
const targetsIn = (template: Template): { id: string; target: unknown }[] => [
  ...ofType(template, 'AWS::Events::Rule').flatMap(({ id, Properties }) =>
    z
      .array(z.unknown())
      .parse(Properties.Targets)
      .map((target) => ({ id, target })),
  ),
  ...ofType(template, 'AWS::Scheduler::Schedule').map(({ id, Properties }) => ({ id, target: Properties.Target })),
];

const alarmsOn = (template: Template, metric: string): string[] =>
  ofType(template, 'AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => Properties.MetricName === metric)
    .map(({ Properties }) => JSON.stringify([Properties.Dimensions, Properties.AlarmActions]));

const templates = new Map<string, Template>();
const templateOf = (name: string): Template => Template.parse(templates.get(name));

/** Packaged in turn, and from nothing it may take longer than a test has. */
const packagingMs = 300_000;
beforeAll(async () => {
  templates.set('stack', Template.parse((await packageStack('us-east-1')).template));
  templates.set('detector', Template.parse((await packageDetector('us-west-2')).template));
}, packagingMs);

describe.each([
  { name: 'stack', topic: 'Notices', targets: 4 },
  { name: 'detector', topic: 'DetectorNotices', targets: 1 },
])('what EventBridge delivers in the $name', ({ name, topic, targets }) => {
  it('is tried for a stated time and is then kept as a dead letter', () => {
    const found = targetsIn(templateOf(name));
    expect(found.length).toBeGreaterThanOrEqual(targets);
    expect(found.filter(({ target }) => !Target.safeParse(target).success).map(({ id }) => id)).toEqual([]);
  });

  it('is told of when it lies among the dead letters', () => {
    const template = templateOf(name);
    const queues = new Set(
      targetsIn(template).map(({ target }) => Target.parse(target).DeadLetterConfig.Arn['Fn::GetAtt'][0]),
    );
    const watched = alarmsOn(template, 'ApproximateNumberOfMessagesVisible');
    expect(queues.size).toBeGreaterThan(0);
    for (const queue of queues) {
      expect(template.Resources[queue]?.Type).toBe('AWS::SQS::Queue');
      const alarms = watched.filter((alarm) => alarm.includes(`["${queue}","QueueName"]`));
      expect(alarms).toEqual([expect.stringContaining(`{"Ref":"${topic}"}`)]);
    }
  });

  it('is told of for every rule whose target could not be called', () => {
    const template = templateOf(name);
    const watched = alarmsOn(template, 'FailedInvocations');
    const rules = ofType(template, 'AWS::Events::Rule').map(({ id }) => id);
    expect(rules.length).toBeGreaterThan(0);
    const unwatched = rules.filter(
      (rule) => !watched.some((alarm) => alarm.includes(`{"Ref":"${rule}"}`) && alarm.includes(`{"Ref":"${topic}"}`)),
    );
    expect(unwatched).toEqual([]);
  });
});
