import { AwsFault } from '../call.ts';
import type { AccessDecision } from './decide.ts';
import type { PolicyKind } from './verdict.ts';

/** What each service calls it: by protocol mostly, SNS and EC2 by names of their own. CloudWatch kept the query protocol's name. */
const codes: Readonly<Record<string, { code: string; status: number }>> = {
  cloudformation: { code: 'AccessDenied', status: 403 },
  ec2: { code: 'UnauthorizedOperation', status: 403 },
  elasticache: { code: 'AccessDenied', status: 403 },
  rds: { code: 'AccessDenied', status: 403 },
  route53: { code: 'AccessDenied', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
  sts: { code: 'AccessDenied', status: 403 },
  monitoring: { code: 'AccessDenied', status: 403 },
  sns: { code: 'AuthorizationErrorException', status: 403 },
  lambda: { code: 'AccessDeniedException', status: 403 },
  scheduler: { code: 'AccessDeniedException', status: 403 },
  sqs: { code: 'AccessDenied', status: 403 },
};
const ofJsonServices = { code: 'AccessDeniedException', status: 400 };

/** Who comes to S3 without a signature is told no more. */
const anonymous = 'anonymous';

export type Denial = Readonly<{
  service: string;
  caller: string;
  action: string;
  resource: string;
  decision: Exclude<AccessDecision, 'allowed'>;
  policy: PolicyKind;
}>;

/** docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html; S3 puts the resource into quotation marks. */
export function denied(denial: Denial): AwsFault {
  const { service, caller, action, resource } = denial;
  const { code, status } = codes[service] ?? ofJsonServices;
  if (caller === anonymous) return new AwsFault(code, 'Access Denied', { status });
  const named = service === 's3' ? `"${resource}"` : resource;
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${named} ${reasonOf(denial)}`;
  return new AwsFault(code, message, { status });
}

function reasonOf({ decision, policy, action }: Denial): string {
  if (decision === 'explicitlyDenied')
    return `with an explicit deny in ${policy === 'identity-based' ? 'an' : 'a'} ${policy} policy`;
  return `because no ${policy} policy allows the ${action} action`;
}
