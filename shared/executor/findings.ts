import type { Finding } from '../contracts/finding.ts';
import type { Decision } from '../domain/decision.ts';
import type { CallError } from '../domain/judge-call-error.ts';
import { judgeUnreadable } from '../domain/judge-unreadable.ts';

export const info = (text: string) => ({ level: 'info', text }) as const;
export const warning = (text: string) => ({ level: 'warning', text }) as const;
export const blocker = (text: string) => ({ level: 'blocker', text }) as const;
export const doubt = (text: string) => ({ level: 'doubt', text }) as const;

/** What a look that decides so before the first act says of the run: it would not get through there. */
export function findingsOf(decision: Decision): Finding[] {
  if ('refuse' in decision) return [blocker(decision.refuse)];
  return 'fail' in decision ? [blocker(decision.fail)] : [];
}

/** What can never be read is a blocker; what could not be read now leaves the step unassessed. */
export function unreadable(what: string, failure: CallError): Finding {
  const ending = judgeUnreadable(what, failure);
  if ('wait' in ending) return doubt(ending.because);
  return blocker('refuse' in ending ? ending.refuse : ending.fail);
}
