import type { Principal } from '../call.ts';
import { defined } from '../defined.ts';
import type { Random } from '../random.ts';
import { createJudge, type JudgeOptions } from './judge.ts';
import { createManagedPolicies } from './managed-policies.ts';
import type { Statement } from './policy.ts';
import { createRoles } from './roles.ts';
import { isServiceTrusted } from './trust.ts';

export type Identity = ReturnType<typeof createIdentity>;

export type IdentityOptions = JudgeOptions & Readonly<{ random: Random }>;

export function createIdentity(options: IdentityOptions) {
  const { account, random } = options;
  const roles = createRoles(account);
  const managed = createManagedPolicies(account);
  const keys = createKeys(random);
  const { authorise, decide } = createJudge(options, roles);

  /** Whether `service` may take on the role for `sourceArn`, the function or machine that it would do so for. */
  const isAssumable = (role: string, service: string, sourceArn: string): boolean =>
    isServiceTrusted(roles.find(role).trust, service, {
      'aws:sourceaccount': [account],
      'aws:sourcearn': [sourceArn],
    });

  return {
    addRole: roles.add,
    putPolicy: roles.putPolicy,
    addManagedPolicy: managed.add,
    attachPolicy: (roleName: string, arn: string): void => roles.attach(roleName, arn, managed.statementsOf(arn)),
    /** The statements of policies that stand by themselves, by ARN. */
    managedPolicies: (): ReadonlyMap<string, readonly Statement[]> =>
      new Map(managed.arns().map((arn) => [arn, managed.statementsOf(arn)])),
    roleArns: roles.arns,
    /** The statements of all policies of a role. */
    statementsOf: roles.statementsOf,
    tagsOf: (role: string): Readonly<Record<string, string>> => roles.find(role).tags,
    /** `sourceFunctionArn`: of the function whose code holds it. */
    issueKey: (role: string, session = 'session', sourceFunctionArn?: string) =>
      keys.issueKey({ role: roles.find(role).arn, session, ...defined({ sourceFunctionArn }) }),
    identify: keys.identify,
    secretOf: keys.secretOf,
    authorise,
    decide,
    isAssumable,
  };
}

/**
 * IAM as calls meet it: roles, their identity policies, the sessions that Lambda and Step Functions hold, and the policies on
 * resources, as one account combines them. Modelled from
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: Allow and Deny, NotAction, NotResource, wildcards,
 * conditions (conditions.ts), variables (variables.ts). Not modelled: other accounts, users, permission boundaries, session and
 * organisation policies, NotPrincipal, and the seconds that IAM needs until a change is seen everywhere.
 */
export type AccessKey = Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }>;

function createKeys(random: Random) {
  const principals = new Map<string, Principal>();
  const keys = new Map<string, AccessKey>();
  const issueKey = (holder: Omit<Extract<Principal, { kind: 'role' }>, 'kind'>): AccessKey => {
    const accessKeyId = `ASIA${random.hex(16).toUpperCase()}`;
    principals.set(accessKeyId, { kind: 'role', ...holder });
    const key = { accessKeyId, secretAccessKey: random.hex(40), sessionToken: random.hex(64) };
    keys.set(accessKeyId, key);
    return key;
  };
  return {
    issueKey,
    identify: (accessKeyId: string | undefined) => principals.get(accessKeyId ?? ''),
    secretOf: (accessKeyId: string | undefined) => keys.get(accessKeyId ?? ''),
  };
}
