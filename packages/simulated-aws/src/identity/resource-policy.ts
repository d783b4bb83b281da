import type { Principal } from '../call.ts';
import type { ConditionKeys } from './condition-keys.ts';
import { holds } from './conditions.ts';
import { coversAction, coversResource } from './decide.ts';
import type { ResourceStatement } from './policy.ts';

export type ResourcePolicy = Readonly<{
  statements: readonly ResourceStatement[];
  /** The policies of a role count only where this one lets it in or leaves it to them: KMS's keys. */
  isDecisive?: boolean;
}>;

/** The session of a role, in the form in which policies and messages name it. */
export function sessionArnOf(role: string, session: string | undefined): string {
  const name = role.split('/').at(-1) ?? role;
  return `arn:aws:sts::${role.split(':')[4]}:assumed-role/${name}/${session ?? name}`;
}

type ResourceAccess = Readonly<{
  principal: Principal;
  account: string;
  action: string;
  resource: string;
  keys: ConditionKeys;
}>;

/** `leftToIdentity`: allowed to the account, which for one of its roles means that the role's own policies decide. */
export type ResourceDecision = 'allowed' | 'leftToIdentity' | 'explicitlyDenied' | 'implicitlyDenied';

/** What a policy on a resource says: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function decideByResource(statements: readonly ResourceStatement[], access: ResourceAccess): ResourceDecision {
  const matching = statements
    .map((statement) => ({ statement, concern: concernOf(statement, access) }))
    .filter(
      ({ statement, concern }) =>
        concern !== 'somebody else' &&
        coversAction(statement, access.action) &&
        coversResource(statement, access) &&
        holds(statement.Condition, access.keys),
    );
  if (matching.some(({ statement }) => statement.Effect === 'Deny')) return 'explicitlyDenied';
  if (matching.some(({ concern }) => concern === 'itself')) return 'allowed';
  return matching.length > 0 ? 'leftToIdentity' : 'implicitlyDenied';
}

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function concernOf(
  { Principal: { AWS: accounts = [], Service: services = [] } }: ResourceStatement,
  { principal, account }: ResourceAccess,
): 'itself' | 'its account' | 'somebody else' {
  if (isNamed(accounts, principal)) return 'itself';
  if (principal.kind === 'service') return services.includes(principal.service) ? 'itself' : 'somebody else';
  const isAccount = accounts.includes(account) || accounts.includes(`arn:aws:iam::${account}:root`);
  return isAccount && principal.kind === 'role' ? 'its account' : 'somebody else';
}

const isNamed = (named: readonly string[], principal: Principal): boolean =>
  named.includes('*') ||
  (principal.kind === 'role' &&
    (named.includes(principal.role) || named.includes(sessionArnOf(principal.role, principal.session))));
