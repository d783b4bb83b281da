import { AwsFault, type Call, type Principal } from '../call.ts';
import type { Random } from '../random.ts';
import type { ConditionKeys } from './conditions.ts';
import { type AccessDecision, decideAccess } from './decide.ts';
import { denied } from './denial.ts';
import { parsePolicy, parseTrust, type Statement, type TrustStatement } from './policy.ts';
import { isServiceTrusted } from './trust.ts';

/**
 * IAM as calls meet it: roles, their identity policies and the sessions that Lambda and Step Functions hold. Modelled from
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: Allow and Deny, NotAction,
 * NotResource, wildcards, conditions (conditions.ts says which); policies on queues: resource-policy.ts. Not modelled:
 * policies on other resources, permission boundaries, session and organisation policies, policy variables (refused), the
 * checking of signatures, and the seconds that IAM needs until a change of policy is seen everywhere.
 */
type RoleDefinition = Readonly<{
  name: string;
  /** With both slashes. */
  path?: string;
  trust: unknown;
  policies: readonly Readonly<{ name: string; document: unknown }>[];
}>;

export type AccessKey = Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }>;

export type IdentityOptions = Readonly<{
  account: string;
  random: Random;
  /** Values of service condition keys and of aws:ResourceTag/…, by lower-case key; an empty list where the call has none. */
  conditionKeys?: (call: Call, resource: string) => ConditionKeys;
}>;

export type Identity = ReturnType<typeof createIdentity>;

type Role = {
  arn: string;
  name: string;
  trust: readonly TrustStatement[];
  policies: Map<string, readonly Statement[]>;
};

/** No permission is needed and none can be taken away: docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const alwaysAllowed = 'sts:GetCallerIdentity';

const globalKeys = (call: Pick<Call, 'region'>, account: string): ConditionKeys => ({
  'aws:requestedregion': [call.region],
  'aws:principalaccount': [account],
  // Set when a service calls on its own behalf; a role's own call does not carry them.
  'aws:sourceaccount': [],
  'aws:sourcearn': [],
});

const createRoles = (account: string) => {
  const roles = new Map<string, Role>();

  const find = (arn: string): Role => {
    const role = roles.get(arn);
    if (role === undefined)
      throw new AwsFault('NoSuchEntityException', `The role with ARN ${arn} cannot be found.`, { status: 404 });
    return role;
  };
  const add = ({ name, path = '/', trust, policies }: RoleDefinition): string => {
    const arn = `arn:aws:iam::${account}:role${path}${name}`;
    const parsed = policies.map((one) => [one.name, parsePolicy(one.document, `${name}/${one.name}`)] as const);
    roles.set(arn, { arn, name, trust: parseTrust(trust, `${name}/trust`), policies: new Map(parsed) });
    return arn;
  };
  const byName = (name: string) => [...roles.values()].find((role) => role.name === name);
  const putPolicy = (roleName: string, policyName: string, document: unknown): void => {
    const role = byName(roleName);
    if (role === undefined)
      throw new AwsFault('NoSuchEntityException', `The role with name ${roleName} cannot be found.`, { status: 404 });
    role.policies.set(policyName, parsePolicy(document, `${roleName}/${policyName}`));
  };
  return { find, add, putPolicy };
};

const createKeys = (random: Random) => {
  const principals = new Map<string, Principal>();
  const issueKey = (role: string, session: string): AccessKey => {
    const accessKeyId = `ASIA${random.hex(16).toUpperCase()}`;
    principals.set(accessKeyId, { kind: 'role', role, session });
    return { accessKeyId, secretAccessKey: random.hex(40), sessionToken: random.hex(64) };
  };
  return { issueKey, identify: (accessKeyId: string | undefined) => principals.get(accessKeyId ?? '') };
};

type Asked = Readonly<{ action: string; resource: string; region: string; keys?: ConditionKeys }>;

export const createIdentity = ({ account, random, conditionKeys = () => ({}) }: IdentityOptions) => {
  const roles = createRoles(account);
  const keys = createKeys(random);

  const statementsOf = (role: string) => [...roles.find(role).policies.values()].flat();

  /** What the policies of a role say, without a call: for checks that AWS makes when a resource is created. */
  const decide = (role: string, request: Asked): AccessDecision =>
    decideAccess(statementsOf(role), { ...request, keys: { ...globalKeys(request, account), ...request.keys } });

  const authorise = (call: Call, action: string, resources: readonly string[]): void => {
    if (call.principal.kind !== 'role' || action.toLowerCase() === alwaysAllowed.toLowerCase()) return;
    const role = roles.find(call.principal.role);
    const statements = statementsOf(role.arn);
    for (const resource of resources.length === 0 ? ['*'] : resources) {
      const known = { ...globalKeys(call, account), ...conditionKeys(call, resource) };
      const decision = decideAccess(statements, { action, resource, keys: known });
      if (decision === 'allowed') continue;
      const caller = `arn:aws:sts::${account}:assumed-role/${role.name}/${call.principal.session ?? role.name}`;
      throw denied({ service: call.service, caller, action, resource, decision });
    }
  };

  /** Whether `service` may take on the role for `sourceArn`, the function or machine that it would do so for. */
  const isAssumable = (role: string, service: string, sourceArn: string): boolean =>
    isServiceTrusted(roles.find(role).trust, service, {
      'aws:sourceaccount': [account],
      'aws:sourcearn': [sourceArn],
    });

  return {
    addRole: roles.add,
    putPolicy: roles.putPolicy,
    issueKey: (role: string, session = 'lifeboat') => keys.issueKey(roles.find(role).arn, session),
    identify: keys.identify,
    authorise,
    decide,
    isAssumable,
  };
};
