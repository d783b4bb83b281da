import { AwsFault } from '../call.ts';
import { parsePolicy, parseTrust, type Statement, type TrustStatement } from './policy.ts';

export type Roles = ReturnType<typeof createRoles>;

type Role = {
  arn: string;
  name: string;
  trust: readonly TrustStatement[];
  policies: Map<string, readonly Statement[]>;
  tags: Readonly<Record<string, string>>;
};

type RoleDefinition = Readonly<{
  name: string;
  /** With both slashes. */
  path?: string;
  trust: unknown;
  policies: readonly Readonly<{ name: string; document: unknown }>[];
  /** What aws:PrincipalTag says of its sessions. */
  tags?: Readonly<Record<string, string>>;
}>;

export function createRoles(account: string) {
  const roles = new Map<string, Role>();

  const find = (arn: string): Role => {
    const role = roles.get(arn);
    if (role === undefined) throw unknownRole(`ARN ${arn}`);
    return role;
  };
  const add = ({ name, path = '/', trust, policies, tags = {} }: RoleDefinition): string => {
    const arn = `arn:aws:iam::${account}:role${path}${name}`;
    const parsed = policies.map((one) => [one.name, parsePolicy(one.document, `${name}/${one.name}`)] as const);
    roles.set(arn, { arn, name, trust: parseTrust(trust, `${name}/trust`), policies: new Map(parsed), tags });
    return arn;
  };
  const byName = (name: string) => [...roles.values()].find((role) => role.name === name);
  const putPolicy = (roleName: string, policyName: string, document: unknown): void => {
    const role = byName(roleName);
    if (role === undefined) throw unknownRole(`name ${roleName}`);
    role.policies.set(policyName, parsePolicy(document, `${roleName}/${policyName}`));
  };
  const statementsOf = (arn: string): readonly Statement[] => [...find(arn).policies.values()].flat();
  return { find, add, putPolicy, statementsOf, arns: (): readonly string[] => [...roles.keys()] };
}

const unknownRole = (what: string): AwsFault =>
  new AwsFault('NoSuchEntityException', `The role with ${what} cannot be found.`, { status: 404 });
