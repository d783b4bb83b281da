import { AwsFault } from '../call.ts';
import { parsePolicy, parseTrust, type Statement, type TrustStatement } from './policy.ts';
import {
  lengthOf,
  requireAttached,
  requireInline,
  requirePolicyName,
  requireRoleName,
  requireTrust,
} from './quotas.ts';

export type Roles = ReturnType<typeof createRoles>;

type Inline = Readonly<{ statements: readonly Statement[]; length: number }>;

type Role = {
  arn: string;
  name: string;
  trust: readonly TrustStatement[];
  /** By name. */
  inline: Map<string, Inline>;
  /** Managed ones, by ARN. */
  attached: Map<string, readonly Statement[]>;
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
    requireRoleName(name);
    requireTrust(trust);
    const arn = `arn:aws:iam::${account}:role${path}${name}`;
    const role: Role = {
      arn,
      name,
      trust: parseTrust(trust, `${name}/trust`),
      inline: new Map(),
      attached: new Map(),
      tags,
    };
    for (const one of policies) putInline(role, one.name, one.document);
    roles.set(arn, role);
    return arn;
  };
  const named = (name: string): Role => {
    const role = [...roles.values()].find((one) => one.name === name);
    if (role === undefined) throw unknownRole(`name ${name}`);
    return role;
  };
  const putPolicy = (roleName: string, policyName: string, document: unknown): void =>
    putInline(named(roleName), policyName, document);
  /** A policy that stands by itself. */
  const attach = (roleName: string, arn: string, statements: readonly Statement[]): void => {
    const { attached } = named(roleName);
    requireAttached(new Set([...attached.keys(), arn]).size);
    attached.set(arn, statements);
  };
  const statementsOf = (arn: string): readonly Statement[] => {
    const { inline, attached } = find(arn);
    return [...[...inline.values()].map(({ statements }) => statements), ...attached.values()].flat();
  };
  return { find, add, putPolicy, attach, statementsOf, arns: (): readonly string[] => [...roles.keys()] };
}

/** In the place of one of that name. */
function putInline({ name: role, inline }: Role, name: string, document: unknown): void {
  requirePolicyName(name);
  const statements = parsePolicy(document, `${role}/${name}`);
  const length = lengthOf(document);
  const others = [...inline].reduce((sum, [known, one]) => (known === name ? sum : sum + one.length), 0);
  requireInline(role, others + length);
  inline.set(name, { statements, length });
}

const unknownRole = (what: string): AwsFault =>
  new AwsFault('NoSuchEntityException', `The role with ${what} cannot be found.`, { status: 404 });
