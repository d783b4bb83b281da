import type { ConditionKeys } from './condition-keys.ts';
import { holds } from './conditions.ts';
import type { Statement } from './policy.ts';
import { resolveVariables } from './variables.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

export const coversAction = ({ Action, NotAction }: Pick<Statement, 'Action' | 'NotAction'>, action: string) =>
  Action === undefined ? !namesAction(NotAction ?? [], action) : namesAction(Action, action);

/** Action names know no upper and lower case; resources do. */
const namesAction = (patterns: readonly string[], action: string) =>
  patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));

export type AccessRequest = Readonly<{ action: string; resource: string; keys: ConditionKeys }>;

export const coversResource = (
  { Resource, NotResource }: Pick<Statement, 'Resource' | 'NotResource'>,
  { resource, keys }: Pick<AccessRequest, 'resource' | 'keys'>,
): boolean =>
  Resource === undefined
    ? coversArn(NotResource ?? [], resource, keys) === false
    : coversArn(Resource, resource, keys) === true;

/**
 * An action without a resource of its own acts on `*`, which only the pattern `*` covers. Undefined when a variable has no value,
 * so that the statement says nothing.
 */
function coversArn(patterns: readonly string[], resource: string, keys: ConditionKeys): boolean | undefined {
  const resolved = patterns.map((pattern) => resolveVariables(pattern, keys));
  if (resolved.includes(undefined)) return undefined;
  return resolved.some((pattern = '') => pattern === '*' || matchesArn(pattern, resource));
}

export type AccessDecision = 'allowed' | 'explicitlyDenied' | 'implicitlyDenied';

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, identity policies only. */
export function decideAccess(statements: readonly Statement[], request: AccessRequest): AccessDecision {
  const matching = statements.filter(
    (statement) =>
      coversAction(statement, request.action) &&
      coversResource(statement, request) &&
      holds(statement.Condition, request.keys),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicitlyDenied';
  return matching.length > 0 ? 'allowed' : 'implicitlyDenied';
}
