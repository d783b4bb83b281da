import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import { AwsFault, type Call } from '../call.ts';
import { Conditions, type ResourceStatement } from '../identity/policy.ts';
import type { ResourcePolicy } from '../identity/resource-policy.ts';
import type { createFunctions } from './functions.ts';

/** One statement of a function's own policy, as AddPermission makes it. */
export type Permission = Readonly<{
  functionArn: string;
  statementId?: string;
  /** A service of AWS. */
  principal: string;
  sourceArn?: string;
  sourceAccount?: string;
}>;

/** Function policies, for services that invoke on their own behalf: docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
export function createPermissions(functions: Pick<ReturnType<typeof createFunctions>, 'find' | 'has'>) {
  const permissions: Permission[] = [];
  const of = (arn: string) => permissions.filter(({ functionArn }) => functionArn === arn);

  const shown = (arn: string): string => {
    const Statement = of(arn).map(shownStatement);
    if (Statement.length > 0) return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement });
    throw new AwsFault('ResourceNotFoundException', 'The resource you requested does not exist.', {
      status: 404,
      fields: { Type: 'User' },
    });
  };

  return {
    add: (permission: Permission): void => {
      permissions.push(permission);
    },
    getPolicy: (input: GetPolicyRequest, { region }: Call): GetPolicyResponse => {
      return { Policy: shown(functions.find(input.FunctionName, region).function.arn) };
    },
    policyOn: (arn: string): ResourcePolicy | undefined =>
      functions.has(arn) ? { statements: of(arn).map(statementOf) } : undefined,
  };
}

/** As GetPolicy shows it. */
function shownStatement(permission: Permission, index: number) {
  const { functionArn, principal, statementId = String(index) } = permission;
  const conditions = conditionOf(permission);
  return {
    ...{ Sid: statementId, Effect: 'Allow', Principal: { Service: principal } },
    ...{ Action: 'lambda:InvokeFunction', Resource: functionArn },
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

const conditionOf = ({ sourceArn, sourceAccount }: Permission) => ({
  ...(sourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
  ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': sourceArn } }),
});

const statementOf = (permission: Permission): ResourceStatement => ({
  Effect: 'Allow',
  Principal: { Service: [permission.principal] },
  Action: ['lambda:InvokeFunction'],
  Resource: [permission.functionArn],
  Condition: Conditions.parse(conditionOf(permission)),
});
