import type { AccessDecision } from './decide.ts';
import type { ResourceDecision } from './resource-policy.ts';

/** Which kind of policy a denial is owed to, in AWS's words. */
export type PolicyKind = 'identity-based' | 'resource-based';

export type Verdict = Readonly<
  { decision: 'allowed' } | { decision: Exclude<AccessDecision, 'allowed'>; policy: PolicyKind }
>;

const allowed: Verdict = { decision: 'allowed' };

/** A service of AWS, or nobody, gets in by the resource's policy alone. */
export function verdictOnService(byResource: ResourceDecision): Verdict {
  if (byResource === 'allowed') return allowed;
  return denied(byResource === 'explicitlyDenied' ? byResource : 'implicitlyDenied', 'resource-based');
}

const denied = (decision: 'explicitlyDenied' | 'implicitlyDenied', policy: PolicyKind): Verdict => ({
  decision,
  policy,
});

type Decisions = Readonly<{
  byIdentity: AccessDecision;
  byResource: ResourceDecision;
  isDecisive?: boolean | undefined;
}>;

/** Within one account: an explicit denial anywhere wins; else one Allow, in the role's policies or on the resource, suffices. */
export function verdictOnRole({ byIdentity, byResource, isDecisive = false }: Decisions): Verdict {
  if (byIdentity === 'explicitlyDenied') return denied(byIdentity, 'identity-based');
  if (byResource === 'explicitlyDenied') return denied(byResource, 'resource-based');
  if (isDecisive) return ofRoleByKey(byIdentity, byResource);
  return byIdentity === 'allowed' || byResource === 'allowed' ? allowed : denied('implicitlyDenied', 'identity-based');
}

function ofRoleByKey(byIdentity: AccessDecision, byResource: ResourceDecision): Verdict {
  if (byResource === 'implicitlyDenied') return denied('implicitlyDenied', 'resource-based');
  return byResource === 'allowed' || byIdentity === 'allowed' ? allowed : denied('implicitlyDenied', 'identity-based');
}
