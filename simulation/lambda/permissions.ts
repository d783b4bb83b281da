import type { ResourceStatement } from '../identity/policy.ts';
import type { ResourcePolicy } from '../identity/resource-policy.ts';

/** One statement of a function's own policy, as AddPermission makes it. */
export type Permission = Readonly<{
  functionArn: string;
  /** A service of AWS. */
  principal: string;
  sourceArn?: string;
  sourceAccount?: string;
}>;

const statementOf = ({ functionArn, principal, sourceArn, sourceAccount }: Permission): ResourceStatement => ({
  Effect: 'Allow',
  Principal: { Service: [principal] },
  Action: ['lambda:InvokeFunction'],
  Resource: [functionArn],
  Condition: {
    ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': [sourceArn] } }),
    ...(sourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': [sourceAccount] } }),
  },
});

/** Function policies, for services that invoke on their own behalf: docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
export const createPermissions = () => {
  const permissions: Permission[] = [];
  return {
    add: (permission: Permission): void => {
      permissions.push(permission);
    },
    policyOf: (arn: string): ResourcePolicy => ({
      statements: permissions.filter(({ functionArn }) => functionArn === arn).map(statementOf),
    }),
  };
};
