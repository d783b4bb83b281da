import { AwsFault, type Call } from '../../call.ts';
import { decideByResource } from '../../identity/resource-policy.ts';
import type { World } from '../../world.ts';
import type { Queue } from './queue.ts';

/** A service of AWS needs the queue's own policy; a role has been judged by its policies, and may be denied here. */
export const checkAccess = ({ account }: World, queue: Queue, { principal, operation }: Call): void => {
  if (principal.kind === 'operator') return;
  const { arn: resource, region } = queue;
  const action = `sqs:${operation}`;
  const decision = decideByResource(queue.policy, { principal, action, resource, account, region });
  if (decision === 'allowed' || (decision === 'implicitlyDenied' && principal.kind === 'role')) return;
  const who = principal.kind === 'role' ? principal.role : principal.service;
  const because = decision === 'explicitlyDenied' ? 'with an explicit deny in' : 'because no statement allows it in';
  throw new AwsFault(
    'AccessDenied',
    `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because} a resource-based policy`,
    { status: 403 },
  );
};
