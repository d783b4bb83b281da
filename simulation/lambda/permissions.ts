import { AwsFault, type Call } from '../call.ts';
import { matchesArn } from '../identity/wildcard.ts';

/** One statement of a function's own policy, as AddPermission makes it. */
export type Permission = Readonly<{
  functionArn: string;
  /** A service of AWS. */
  principal: string;
  sourceArn?: string;
  sourceAccount?: string;
}>;

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
