import { type Call, notSimulated } from '../../../call.ts';
import type { Arn } from '../arn.ts';
import { UndeliverableError } from './failure.ts';

export type TargetRequest = Pick<Call, 'service' | 'operation' | 'region' | 'input'>;

/** How each kind of target is called with a text; buses apart, of which each service has its own way. */
const kinds: readonly Readonly<{
  isKind: (arn: Arn) => boolean;
  needsRole: boolean;
  request: (arn: Arn, text: string) => Omit<TargetRequest, 'region'>;
}>[] = [
  {
    isKind: isStateMachine,
    needsRole: true,
    request: ({ text: stateMachineArn }, text) => ({
      service: 'states',
      operation: 'StartExecution',
      input: { stateMachineArn, input: checkJson(text) },
    }),
  },
  {
    isKind: isFunction,
    needsRole: false,
    request: ({ text: FunctionName }, text) => ({
      service: 'lambda',
      operation: 'Invoke',
      input: { FunctionName, InvocationType: 'Event', Payload: new TextEncoder().encode(checkJson(text)) },
    }),
  },
  {
    isKind: isQueue,
    needsRole: false,
    request: ({ text: QueueUrl }, text) => ({
      service: 'sqs',
      operation: 'SendMessage',
      input: { QueueUrl, MessageBody: text },
    }),
  },
  {
    isKind: isTopic,
    needsRole: false,
    request: ({ text: TopicArn }, text) => ({
      service: 'sns',
      operation: 'Publish',
      input: { TopicArn, Message: text },
    }),
  },
];

export const isBus = ({ service, resource }: Arn) => service === 'events' && resource.startsWith('event-bus/');

/** Refuses by name what is no target of the simulation. */
export const needsRole = (arn: Arn, asker: string): boolean => kindOf(arn, asker).needsRole;

function kindOf(arn: Arn, asker: string) {
  const kind = kinds.find(({ isKind }) => isKind(arn));
  if (kind === undefined) throw notSimulated(`${asker} with the target ${arn.service}:${arn.resource}`);
  return kind;
}

export const requestOf = (arn: Arn, text: string): TargetRequest => ({
  ...kindOf(arn, 'a delivery').request(arn, text),
  region: arn.region,
});

function checkJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new UndeliverableError('INVALID_JSON', `The input of the target is not JSON: ${text}`);
  }
}

function isStateMachine({ service, resource }: Arn) {
  return service === 'states' && resource.startsWith('stateMachine:');
}
function isFunction({ service, resource }: Arn) {
  return service === 'lambda' && resource.startsWith('function:');
}
function isQueue({ service }: Arn) {
  return service === 'sqs';
}
function isTopic({ service }: Arn) {
  return service === 'sns';
}
