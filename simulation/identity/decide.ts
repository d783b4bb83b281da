import { type ConditionKeys, holds } from './conditions.ts';
import type { Statement } from './policy.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

export type AccessRequest = Readonly<{ action: string; resource: string; keys: ConditionKeys }>;

export type AccessDecision = 'allowed' | 'explicitlyDenied' | 'implicitlyDenied';

/** Action names know no upper and lower case; resources do. */
export const namesAction = (patterns: readonly string[], action: string) =>
  patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));

const coversAction = ({ Action, NotAction }: Statement, action: string) =>
  Action === undefined ? !namesAction(NotAction ?? [], action) : namesAction(Action, action);

/** An action without a resource of its own acts on `*`, which only the pattern `*` covers. */
const covers = (patterns: readonly string[], resource: string) =>
  patterns.some((pattern) => pattern === '*' || matchesArn(pattern, resource));

const coversResource = ({ Resource, NotResource }: Statement, resource: string) =>
  Resource === undefined ? !covers(NotResource ?? [], resource) : covers(Resource, resource);

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, identity policies only. */
export const decideAccess = (statements: readonly Statement[], request: AccessRequest): AccessDecision => {
  const matching = statements.filter(
    (statement) =>
      coversAction(statement, request.action) &&
      coversResource(statement, request.resource) &&
      holds(statement.Condition, request.keys),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicitlyDenied';
  return matching.length > 0 ? 'allowed' : 'implicitlyDenied';
};
