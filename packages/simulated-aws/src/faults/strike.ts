import { AwsFault, type Call, type Principal } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import { denied } from '../identity/denial.ts';
import { sessionArnOf } from '../identity/resource-policy.ts';
import { quotaExceeded } from './quota.ts';
import type { FaultKind } from './rule.ts';
import { throttled } from './throttled.ts';
import { TransientNetworkError } from './transient-network-error.ts';

/** What the caller asks for, in IAM's words. */
export type AccessRequest = Readonly<{ action: string; resources: readonly string[] }>;

export type Struck = Readonly<{ call: Call; request: AccessRequest }>;

/** Returns when the call may go on. */
export async function strikeBefore(kind: FaultKind, struck: Struck, clock: Clock): Promise<void> {
  if (kind === 'before') throw lost(struck, 'before');
  if (kind === 'hang') return await never();
  if (kind === 'after' || (typeof kind === 'object' && 'staleSeconds' in kind)) return;
  if ('slowSeconds' in kind) return await clock.sleep(kind.slowSeconds * 1000);
  if ('throttle' in kind) throw throttled(struck.call.service);
  if ('deny' in kind) throw deniedOn(struck);
  if ('quota' in kind) throw quotaExceeded(struck.call.service, struck.call.operation);
  throw new AwsFault(kind.error, 'A fault of the simulation.', { status: kind.status });
}

const lost = ({ call }: Struck, when: string): TransientNetworkError =>
  new TransientNetworkError(`The connection to ${call.service} was lost ${when} ${call.operation}.`);

const never = (): Promise<never> => new Promise(() => undefined);

const deniedOn = ({ call, request }: Struck): AwsFault =>
  denied({
    service: call.service,
    caller: callerOf(call.principal),
    action: request.action,
    resource: request.resources[0] ?? '*',
    decision: 'explicitlyDenied',
    policy: 'identity-based',
  });

function callerOf(principal: Principal): string {
  switch (principal.kind) {
    case 'role':
      return sessionArnOf(principal.role, principal.session);
    case 'operator':
      return principal.name;
    case 'service':
      return principal.service;
    default:
      return principal satisfies never;
  }
}

export function strikeAfter(kind: FaultKind, struck: Struck): void {
  if (kind === 'after') throw lost(struck, 'after');
}
