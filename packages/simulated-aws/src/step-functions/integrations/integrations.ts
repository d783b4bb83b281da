import { notSimulated } from '../../call.ts';
import type { Resource } from '../definition/resource.ts';
import type { Json } from '../json.ts';
import { callDynamodb } from './dynamodb-item.ts';
import type { Submit } from './integration.ts';
import { invokeFunction, invokeLambda } from './lambda-invoke.ts';
import { putEvents } from './put-events.ts';
import { callSdk } from './sdk-call.ts';
import { publishToSns } from './sns-publish.ts';
import { sendToSqs } from './sqs-send.ts';
import { startExecution } from './start-execution.ts';

type Integration = Exclude<Resource, { kind: 'function' }>;

const optimised: Readonly<Record<string, (resource: Integration) => Submit>> = {
  dynamodb: ({ action }) => callDynamodb(action),
  events: () => putEvents,
  lambda: () => invokeLambda,
  sns: () => publishToSns,
  sqs: () => sendToSqs,
  states: ({ pattern }) => startExecution(pattern),
};

/** How the Resource of a Task is called; resource.ts has refused the others when the machine was created. */
export function integrationOf(resource: Resource, parameters: Json): Submit {
  switch (resource.kind) {
    case 'function':
      return invokeFunction(resource.arn, parameters);
    case 'optimised':
      return optimised[resource.service]?.(resource) ?? refuse(resource.arn);
    case 'sdk':
      return callSdk(resource.service, resource.action);
    default:
      return resource satisfies never;
  }
}

function refuse(arn: string): Submit {
  throw notSimulated(`states: the Resource ${arn}`);
}
