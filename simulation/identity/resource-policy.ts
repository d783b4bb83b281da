import type { Principal } from '../call.ts';
import { holds } from './conditions.ts';
import { type AccessDecision, namesAction } from './decide.ts';
import type { ResourceStatement } from './policy.ts';
import { matchesArn } from './wildcard.ts';

type ResourceAccess = Readonly<{
  principal: Principal;
  action: string;
  resource: string;
  account: string;
  region: string;
}>;

/** Everybody, this service, or this role; the account's root stands for the policies of its roles and lets nobody in here. */
const concerns = ({ Principal: named }: ResourceStatement, principal: Principal): boolean => {
  const { AWS: accounts = [], Service: services = [] } = named;
  if (accounts.includes('*')) return true;
  if (principal.kind === 'service') return services.includes(principal.service) || services.includes('*');
  return principal.kind === 'role' && accounts.includes(principal.role);
};

const keysOf = ({ principal, account, region }: ResourceAccess) => ({
  'aws:sourcearn': principal.kind === 'service' && principal.sourceArn !== undefined ? [principal.sourceArn] : [],
  'aws:sourceaccount': principal.kind === 'service' ? [account] : [],
  'aws:principalaccount': principal.kind === 'service' ? [] : [account],
  'aws:requestedregion': [region],
  'aws:securetransport': ['true'],
});

/**
 * What a policy on a resource says: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. A
 * service of AWS gets in by it alone; for a role of the same account one Allow, here or in its own policies, suffices.
 */
export const decideByResource = (statements: readonly ResourceStatement[], access: ResourceAccess): AccessDecision => {
  const keys = keysOf(access);
  const matching = statements.filter(
    (statement) =>
      concerns(statement, access.principal) &&
      namesAction(statement.Action, access.action) &&
      statement.Resource.some((pattern) => matchesArn(pattern, access.resource)) &&
      holds(statement.Condition, keys),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicitlyDenied';
  return matching.length > 0 ? 'allowed' : 'implicitlyDenied';
};
