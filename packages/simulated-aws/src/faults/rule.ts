import type { Call } from '../call.ts';

export type FaultKind = Readonly<
  | 'before'
  | 'after'
  | 'hang'
  /** In seconds of the clock, before the service sees the call. */
  | { slowSeconds: number }
  | { throttle: true }
  /** The operation's own quota error, by name. */
  | { quota: true }
  /** Reads answer what the same question was answered so many seconds ago (stale.ts). */
  | { staleSeconds: number }
  /** An answer of AWS, whichever; nothing has happened. */
  | { error: string; status: number }
  | { deny: true }
>;

/** What is absent matches everything. */
export type FaultRule = Readonly<{
  service?: string;
  operation?: string;
  region?: string;
  /** Part of the ARN of the calling role. */
  role?: string;
  /** Of the calls that match: only this one (from 1), each so-manieth, or `every`, which is what absence means. */
  nth?: number | 'every' | Readonly<{ every: number }>;
  /** From 0 to 1; how likely it strikes when it could. */
  chance?: number;
  /** `before`: the connection is lost before the effect; `after`: the effect happens and its answer is lost. */
  kind: FaultKind;
}>;

export const matches = ({ service, operation, region, role }: FaultRule, call: Call): boolean =>
  (service === undefined || service === call.service) &&
  (operation === undefined || operation === call.operation) &&
  (region === undefined || region === call.region) &&
  (role === undefined || isCalledBy(role, call));

const isCalledBy = (role: string, { principal }: Call): boolean =>
  principal.kind === 'role' && principal.role.includes(role);
