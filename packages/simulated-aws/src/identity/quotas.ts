import { AwsFault } from '../call.ts';

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, as they are before anybody asks for more. */
const quotas = {
  roleName: 64,
  policyName: 128,
  /** Of all inline policies of a role together. */
  inlineOfRole: 10_240,
  trustOfRole: 2048,
  managedPolicy: 6144,
  managedOfRole: 10,
} as const;

/** White space does not count. */
export const lengthOf = (document: unknown): number => (JSON.stringify(document) ?? '').replace(/\s/g, '').length;

const limitExceeded = (message: string): AwsFault => new AwsFault('LimitExceededException', message, { status: 409 });

function requireName(member: 'roleName' | 'policyName', name: string): void {
  if (name.length <= quotas[member]) return;
  throw new AwsFault(
    'ValidationError',
    `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${quotas[member]}`,
  );
}

export const requireRoleName = (name: string): void => requireName('roleName', name);

export const requirePolicyName = (name: string): void => requireName('policyName', name);

/** `length`: of all inline policies of the role, as they would be. */
export function requireInline(role: string, length: number): void {
  if (length > quotas.inlineOfRole)
    throw limitExceeded(`Maximum policy size of ${quotas.inlineOfRole} bytes exceeded for role ${role}`);
}

export function requireTrust(trust: unknown): void {
  if (lengthOf(trust) > quotas.trustOfRole)
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${quotas.trustOfRole}`);
}

export function requireManaged(document: unknown): void {
  if (lengthOf(document) > quotas.managedPolicy)
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${quotas.managedPolicy}`);
}

/** `count`: of the managed policies of a role, as they would be. */
export function requireAttached(count: number): void {
  if (count > quotas.managedOfRole)
    throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${quotas.managedOfRole}`);
}
