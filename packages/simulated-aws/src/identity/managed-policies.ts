import { parsePolicy, type Statement } from './policy.ts';

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: characters without white space. */
const longestPolicy = 6144;

type ManagedPolicy = Readonly<{ name: string /** With both slashes. */; path: string; document: unknown }>;

/** Policies that stand by themselves, for whomever they are attached to. */
export function createManagedPolicies(account: string) {
  const policies = new Map<string, readonly Statement[]>();
  return {
    /** Answers the ARN. */
    add: ({ name, path, document }: ManagedPolicy): string => {
      if (JSON.stringify(document).replace(/\s/g, '').length > longestPolicy)
        throw new Error(`LimitExceeded: Cannot exceed quota for PolicySize: ${longestPolicy}`);
      const arn = `arn:aws:iam::${account}:policy${path}${name}`;
      if (policies.has(arn)) throw new Error(`EntityAlreadyExists: A policy called ${name} already exists.`);
      policies.set(arn, parsePolicy(document, name));
      return arn;
    },
    arns: (): readonly string[] => [...policies.keys()],
    statementsOf: (arn: string): readonly Statement[] => policies.get(arn) ?? [],
  };
}
