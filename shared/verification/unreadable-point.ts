import type { FactOf } from '../contracts/ledger-entry.ts';
import type { CallError } from '../domain/judge-call-error.ts';

/** What cannot be looked at is not there as far as anybody can tell: a failure, with the error in words. */
export const unreadablePoint = ({ error, message }: CallError): Omit<FactOf<'recoveryPointChosen'>, 'type'> => ({
  verdict: 'failed',
  because: `the backups could not be looked at: ${error}${message === '' ? '' : `: ${message}`}`,
  considered: 0,
  passedOver: [],
});
