import { notSimulated } from '../../call.ts';

export type Pattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

/**
 * What a Task calls. `function` is the older form, whose Resource is the function itself and whose history events are of
 * another kind. docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
export type Resource =
  | Readonly<{ kind: 'function'; arn: string }>
  | Readonly<{ kind: 'optimised' | 'sdk'; arn: string; service: string; action: string; pattern: Pattern }>;

const integration = /^arn:aws:states:::(aws-sdk:)?([a-z0-9]+):([A-Za-z0-9]+)(?:\.(sync|sync:2|waitForTaskToken))?$/;
const lambdaFunction = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+$/;

/** Optimised integrations that are modelled, with their patterns. */
const modelled = new Set([
  'lambda:invoke',
  'lambda:invoke.waitForTaskToken',
  'states:startExecution',
  'states:startExecution.sync',
  'states:startExecution.sync:2',
  'states:startExecution.waitForTaskToken',
  'sns:publish',
  'sns:publish.waitForTaskToken',
]);

const patternOf = (suffix: string | undefined): Pattern => {
  if (suffix === 'sync' || suffix === 'sync:2' || suffix === 'waitForTaskToken') return suffix;
  return 'requestResponse';
};

export const resourceOf = (arn: string): Resource => {
  if (lambdaFunction.test(arn)) return { kind: 'function', arn };
  const [, sdk, service, action, suffix] = integration.exec(arn) ?? [];
  if (service === undefined || action === undefined) throw notSimulated(`states: the Resource ${arn}`);
  const pattern = patternOf(suffix);
  if (sdk !== undefined && (pattern === 'requestResponse' || pattern === 'waitForTaskToken'))
    return { kind: 'sdk', arn, service, action, pattern };
  if (!modelled.has(`${service}:${action}${suffix === undefined ? '' : `.${suffix}`}`) || sdk !== undefined)
    throw notSimulated(`states: the Resource ${arn}`);
  return { kind: 'optimised', arn, service, action, pattern };
};
