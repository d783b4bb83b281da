import type { Call, Principal } from '../call.ts';
import { globalKeys } from './condition-context.ts';
import type { ConditionKeys } from './condition-keys.ts';
import { type AccessDecision, decideAccess } from './decide.ts';
import { denied } from './denial.ts';
import { decideByResource, type ResourcePolicy, sessionArnOf } from './resource-policy.ts';
import type { Roles } from './roles.ts';
import { type Verdict, verdictOnRole, verdictOnService } from './verdict.ts';

/** No permission is needed and none can be taken away: docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const alwaysAllowed = 'sts:GetCallerIdentity';

/** What was asked of the policies, with all that they could look at. `service` is the one that was called. */
export type Authorisation = Readonly<{
  principal: Principal;
  service: string;
  action: string;
  resource: string;
  keys: ConditionKeys;
  /** The policy on the resource. */
  policy: ResourcePolicy | undefined;
  verdict: Verdict;
}>;

export type JudgeOptions = Readonly<{
  account: string;
  /** Values of service condition keys and of aws:ResourceTag/…, by lower-case key; an empty list where the call has none. */
  conditionKeys?: (call: Call, resource: string) => ConditionKeys;
  /** The policy on a resource; undefined for one that has none, and for one that does not exist. */
  policyOn?: (resource: string) => ResourcePolicy | undefined;
  now?: () => number;
  /** Told of every decision about a role or a service, whatever it was. */
  onDecision?: (authorisation: Authorisation) => void;
}>;

type Asked = Readonly<{ action: string; resource: string; keys: ConditionKeys }>;

type Question = Omit<Asked, 'keys'> & Readonly<{ region: string; keys?: ConditionKeys }>;

/** Who may do what: the policies of a role, and those on resources. */
export function createJudge(options: JudgeOptions, roles: Roles) {
  const { account, conditionKeys = () => ({}), policyOn = () => undefined, onDecision = () => undefined } = options;
  const keysOf = createKeysOf(options, roles);

  /** What the policies of a role say, without a call: for checks that AWS makes when a resource is created. */
  const decide = (role: string, question: Question): AccessDecision => {
    const { action, resource, region } = question;
    const principal = { kind: 'role', role } as const;
    const asked = { action, resource, keys: { ...keysOf(principal, region), ...question.keys } };
    const decision = decideAccess(roles.statementsOf(role), asked);
    const verdict = decision === 'allowed' ? { decision } : ({ decision, policy: 'identity-based' } as const);
    onDecision({ principal, service: action.split(':')[0] ?? '', ...asked, policy: undefined, verdict });
    return decision;
  };

  const verdictOn = (
    principal: Exclude<Principal, { kind: 'operator' }>,
    asked: Asked & { policy: ResourcePolicy | undefined },
  ): Verdict => {
    const { policy } = asked;
    const byResource = decideByResource(policy?.statements ?? [], { ...asked, principal, account });
    if (principal.kind === 'service')
      return policy === undefined ? { decision: 'allowed' } : verdictOnService(byResource);
    const byIdentity = decideAccess(roles.statementsOf(principal.role), asked);
    return verdictOnRole({ byIdentity, byResource, isDecisive: policy?.isDecisive });
  };

  /** For roles and for services of AWS; throws what the called service calls a denial. */
  const authorise = (call: Call, action: string, resources: readonly string[]): void => {
    const { principal, service, region } = call;
    if (principal.kind === 'operator' || action.toLowerCase() === alwaysAllowed.toLowerCase()) return;
    const known = keysOf(principal, region);
    for (const resource of resources.length === 0 ? ['*'] : resources) {
      const asked = {
        action,
        resource,
        keys: { ...known, ...conditionKeys(call, resource) },
        policy: policyOn(resource),
      };
      const verdict = verdictOn(principal, asked);
      onDecision({ principal, service, ...asked, verdict });
      if (verdict.decision === 'allowed') continue;
      throw denied({ service, caller: callerOf(principal), action, resource, ...verdict });
    }
  };

  return { authorise, decide };
}

const createKeysOf =
  ({ account, now }: JudgeOptions, roles: Roles) =>
  (principal: Principal, region: string): ConditionKeys => {
    const tags = principal.kind === 'role' ? { principalTags: roles.find(principal.role).tags } : {};
    return globalKeys({ principal }, { account, region, now: now?.(), ...tags });
  };

function callerOf(principal: Principal): string {
  if (principal.kind === 'role') return sessionArnOf(principal.role, principal.session);
  return principal.kind === 'service' ? principal.service : principal.name;
}
