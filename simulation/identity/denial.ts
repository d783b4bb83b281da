import { AwsFault } from '../call.ts';
import type { AccessDecision } from './decide.ts';

export type Denial = Readonly<{
  service: string;
  caller: string;
  action: string;
  resource: string;
  decision: Exclude<AccessDecision, 'allowed'>;
}>;

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

const reasons = {
  implicitlyDenied: (action: string) => `because no identity-based policy allows the ${action} action`,
  explicitlyDenied: () => 'with an explicit deny in an identity-based policy',
};

/** docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html; S3 puts the resource into quotation marks. */
export const denied = ({ service, caller, action, resource, decision }: Denial): AwsFault => {
  const { code, status } = codes[service] ?? ofJsonServices;
  const named = service === 's3' ? `"${resource}"` : resource;
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${named} ${reasons[decision](action)}`;
  return new AwsFault(code, message, { status });
};
