import { notSimulated } from '../../call.ts';
import { hasOperation } from '../../constraints/operation-names.ts';
import { DefinitionFault, diagnostic } from './diagnostics.ts';
import { sdkServiceOf } from './sdk-services.ts';

const integration =
  /^arn:aws(?:-[a-z-]+)?:states:::(aws-sdk:)?([a-z0-9]+):([A-Za-z0-9]+)(?:\.(sync|sync:2|waitForTaskToken))?$/;
/** Whether Region and account are such as exist is found out by the call, not here. */
const lambdaFunction = /^arn:aws(?:-[a-z-]+)?:lambda:[^:]+:[^:]+:function:[A-Za-z0-9_-]+(?::[A-Za-z0-9_$-]+)?$/;
const activity = /^arn:aws(?:-[a-z-]+)?:states:[^:]+:[^:]+:activity:([^:]+)$/;

/** Optimised integrations that are modelled, with their patterns. */
const modelled = new Set([
  'dynamodb:deleteItem',
  'dynamodb:getItem',
  'dynamodb:putItem',
  'dynamodb:updateItem',
  'events:putEvents',
  'events:putEvents.waitForTaskToken',
  'lambda:invoke',
  'lambda:invoke.waitForTaskToken',
  'states:startExecution',
  'states:startExecution.sync',
  'states:startExecution.sync:2',
  'states:startExecution.waitForTaskToken',
  'sns:publish',
  'sns:publish.waitForTaskToken',
  'sqs:sendMessage',
  'sqs:sendMessage.waitForTaskToken',
]);

export type Pattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

/**
 * What a Task calls. `function` is the older form, whose Resource is the function itself and whose history events are of
 * another kind. docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
export type Resource =
  | Readonly<{ kind: 'function'; arn: string }>
  | Readonly<{ kind: 'optimised' | 'sdk'; arn: string; service: string; action: string; pattern: Pattern }>;

/** Throws DefinitionFault for what is no resource of AWS, whatever the service. */
export function resourceOf(arn: string, where: string): Resource {
  if (lambdaFunction.test(arn)) return { kind: 'function', arn };
  const [, worker] = activity.exec(arn) ?? [];
  if (worker !== undefined)
    return { kind: 'optimised', arn, service: 'activity', action: worker, pattern: 'requestResponse' };
  const [, sdk, service, action, suffix] = integration.exec(arn) ?? [];
  if (service === undefined || action === undefined) {
    const isArn = arn.startsWith('arn:');
    throw invalid(
      isArn ? `The resource provided ${arn} is not recognized.` : 'Value is not a valid resource ARN',
      where,
    );
  }
  const pattern = patternOf(suffix);
  if (sdk !== undefined && pattern.startsWith('sync'))
    throw invalid(`The resource provided ${arn} is not recognized.`, where);
  if (sdk !== undefined && isUnknown(service, action))
    throw invalid(`The resource provided ${arn} is not recognized.`, where);
  return { kind: sdk === undefined ? 'optimised' : 'sdk', arn, service, action, pattern };
}

const invalid = (message: string, where: string) =>
  new DefinitionFault([diagnostic('INVALID_RESOURCE', message, `${where}/Resource`)]);

function patternOf(suffix: string | undefined): Pattern {
  if (suffix === 'sync' || suffix === 'sync:2' || suffix === 'waitForTaskToken') return suffix;
  return 'requestResponse';
}

/** A service that is simulated and has no such operation. The names begin with a small letter. */
function isUnknown(name: string, action: string): boolean {
  const service = sdkServiceOf(name);
  const operation = `${action.slice(0, 1).toUpperCase()}${action.slice(1)}`;
  return service !== undefined && (operation === action || !hasOperation(service.signingName, operation));
}

/** Throws NotSimulated for what a Task cannot be carried out with here; one that is mocked may name anything. */
export function refuseUnmodelled(resource: Resource): void {
  if (!isModelled(resource)) throw notSimulated(`states: the Resource ${resource.arn}`);
}

function isModelled(resource: Resource): boolean {
  switch (resource.kind) {
    case 'function':
      return true;
    case 'sdk':
      return sdkServiceOf(resource.service) !== undefined;
    case 'optimised':
      return modelled.has(resource.arn.replace(/^arn:[^:]+:states:::/, ''));
    default:
      return resource satisfies never;
  }
}
