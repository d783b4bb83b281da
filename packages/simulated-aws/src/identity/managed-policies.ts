import { AwsFault } from '../call.ts';
import { parsePolicy, type Statement } from './policy.ts';
import { requireManaged, requirePolicyName } from './quotas.ts';

type ManagedPolicy = Readonly<{ name: string /** With both slashes. */; path: string; document: unknown }>;

/** Policies that stand by themselves, for whomever they are attached to. */
export function createManagedPolicies(account: string) {
  const policies = new Map<string, readonly Statement[]>();
  return {
    /** Answers the ARN. */
    add: ({ name, path, document }: ManagedPolicy): string => {
      requirePolicyName(name);
      requireManaged(document);
      const arn = `arn:aws:iam::${account}:policy${path}${name}`;
      if (policies.has(arn))
        throw new AwsFault(
          'EntityAlreadyExistsException',
          `A policy called ${name} already exists. Duplicate names are not allowed.`,
          { status: 409 },
        );
      policies.set(arn, parsePolicy(document, name));
      return arn;
    },
    arns: (): readonly string[] => [...policies.keys()],
    statementsOf: (arn: string): readonly Statement[] => policies.get(arn) ?? [],
  };
}
