import { type CallError, judgeCallError } from './judge-call-error.ts';

type Ending = { wait: number; because: string } | { refuse: string } | { fail: string };

/**
 * What a step does when a read that it cannot do without gives nothing: what can never succeed ends it at once, a name
 * that leads nowhere is refused, and all the rest may be better in a moment.
 */
export function judgeUnreadable(what: string, { error, message, ...rest }: CallError): Ending {
  const text = `${what}: ${error}${message === '' ? '' : `: ${message}`}`;
  switch (judgeCallError({ error, message, ...rest })) {
    case 'denied':
    case 'invalid':
      return { fail: `could not read ${text}` };
    case 'missing':
      return { refuse: `there is no ${text}` };
    default:
      return { wait: 2, because: `could not read ${what}: ${error}` };
  }
}
