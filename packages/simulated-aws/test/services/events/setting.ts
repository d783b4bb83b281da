import { createAws } from '../../../src/aws.ts';
import type { Principal } from '../../../src/call.ts';
import { createVirtualClock } from '../../../src/clock/virtual-clock.ts';
import type { WorldEvent } from '../../../src/world.ts';

export const account = '111122223333';
export const home = 'us-west-2';
export const elsewhere = 'us-east-1';
export const third = 'eu-west-1';

const operator: Principal = { kind: 'operator', name: 'tester' };

type Allowed = Readonly<{ actions: readonly string[]; resource?: string }>;

/** All of AWS in three Regions on the virtual clock, without a stack. */
export const createSetting = (seed = 7) => {
  const clock = createVirtualClock();
  const told: WorldEvent[] = [];
  const aws = createAws({
    clock,
    seed,
    speed: 1,
    regions: [home, elsewhere, third],
    tell: (event) => told.push(event),
    onError: (error) => {
      throw error;
    },
  });

  const call = async (region: string, what: string, input: object = {}) => {
    const [service = '', operation = ''] = what.split(':');
    const request = { service, operation, region, principal: operator, requestId: 'r', input: { ...input } };
    return await aws.world.dispatch(request);
  };

  const role = (name: string, service: string, { actions, resource = '*' }: Allowed): string =>
    aws.identity.addRole({
      name,
      trust: { Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' } },
      policies: [
        { name: 'own', document: { Statement: [{ Effect: 'Allow', Action: [...actions], Resource: resource }] } },
      ],
    });

  const machine = (region: string, name = 'detect'): string => {
    const arn = `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed' } } });
    const roleArn = role(`${name}-${region}`, 'states.amazonaws.com', { actions: ['states:StartExecution'] });
    aws.stepFunctions.createStateMachine({ name, arn, region, roleArn, definition });
    return arn;
  };

  /** A queue into which events.amazonaws.com may send for this account's rules. */
  const openQueue = (region: string, name = 'dead-letters') => {
    const queue = aws.sqs.createQueue({ name, region });
    const Condition = { ArnLike: { 'aws:SourceArn': `arn:aws:events:${region}:${account}:rule/*` } };
    const Principal = { Service: 'events.amazonaws.com' };
    const statement = { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: queue.arn, Condition };
    aws.sqs.setQueueAttributes({ url: queue.url, region }, { Policy: JSON.stringify({ Statement: [statement] }) });
    return queue;
  };

  /** What was sent to a queue: body and the texts of its attributes. */
  const lettersIn = (queue: { url: string; arn: string }) =>
    aws.sqs.messagesIn({ url: queue.url, region: queue.arn.split(':')[3] ?? '' }).map(({ body, attributes }) => ({
      body,
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value.StringValue])),
    }));

  const inputs = () => aws.stepFunctions.executions().map(({ input }) => input.value);

  return {
    aws,
    clock,
    told,
    call,
    role,
    machine,
    openQueue,
    lettersIn,
    inputs,
    pass: (s: number) => clock.advance(s * 1000),
  };
};

export const alarmEvent = (region: string, alarmName = 'api-5xx') => ({
  region,
  source: 'aws.cloudwatch',
  detailType: 'CloudWatch Alarm State Change',
  resources: [`arn:aws:cloudwatch:${region}:${account}:alarm:${alarmName}`],
  detail: { alarmName, state: { value: 'ALARM' } },
});

export const alarmPattern = JSON.stringify({ source: ['aws.cloudwatch'] });
