import { AwsFault, type Call } from '../call.ts';
import { matchesArn } from '../identity/wildcard.ts';

/** One statement of a function's own policy, as AddPermission makes it. */
export type Permission = Readonly<{
  functionArn: string;
  statementId?: string;
  /** A service of AWS. */
  principal: string;
  sourceArn?: string;
  sourceAccount?: string;
}>;

const statementOf = (permission: Permission, index: number) => {
  const { functionArn, principal, sourceArn, sourceAccount, statementId = String(index) } = permission;
  const conditions = {
    ...(sourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
    ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': sourceArn } }),
  };
  return {
    ...{ Sid: statementId, Effect: 'Allow', Principal: { Service: principal } },
    ...{ Action: 'lambda:InvokeFunction', Resource: functionArn },
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
};

/**
 * Function policies, for services that invoke on their own behalf; roles are judged by their own policies
 * (docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html).
 */
export const createPermissions = (account: string) => {
  const permissions: Permission[] = [];

  const isAllowed = (arn: string, service: string, sourceArn: string | undefined): boolean =>
    permissions.some(
      (one) =>
        one.functionArn === arn &&
        one.principal === service &&
        (one.sourceAccount === undefined || one.sourceAccount === account) &&
        (one.sourceArn === undefined || (sourceArn !== undefined && matchesArn(one.sourceArn, sourceArn))),
    );

  return {
    add: (permission: Permission): void => {
      permissions.push(permission);
    },
    /** As GetPolicy shows it. */
    policyOf: (arn: string): string => {
      const Statement = permissions.filter(({ functionArn }) => functionArn === arn).map(statementOf);
      if (Statement.length > 0) return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement });
      throw new AwsFault('ResourceNotFoundException', 'The resource you requested does not exist.', {
        status: 404,
        fields: { Type: 'User' },
      });
    },
    check: (arn: string, { principal }: Pick<Call, 'principal'>): void => {
      if (principal.kind !== 'service' || isAllowed(arn, principal.service, principal.sourceArn)) return;
      throw new AwsFault(
        'AccessDeniedException',
        `User: ${principal.service} is not authorized to perform: lambda:InvokeFunction on resource: ${arn} because no resource-based policy allows the lambda:InvokeFunction action`,
        { status: 403 },
      );
    },
  };
};
