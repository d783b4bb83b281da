import type { Resource } from '../definition/resource.ts';
import type { Json } from '../json.ts';
import type { Submit } from './integration.ts';
import { invokeFunction, invokeLambda } from './lambda-invoke.ts';
import { callSdk } from './sdk-call.ts';
import { publishToSns } from './sns-publish.ts';
import { startExecution } from './start-execution.ts';

const optimised = ({ service, pattern }: Exclude<Resource, { kind: 'function' }>): Submit => {
  if (service === 'lambda') return invokeLambda;
  return service === 'sns' ? publishToSns : startExecution(pattern);
};

/** How the Resource of a Task is called; resource.ts has refused the others when the machine was created. */
export const integrationOf = (resource: Resource, parameters: Json): Submit => {
  switch (resource.kind) {
    case 'function':
      return invokeFunction(resource.arn, parameters);
    case 'optimised':
      return optimised(resource);
    case 'sdk':
      return callSdk(resource.service, resource.action);
    default:
      return resource satisfies never;
  }
};
