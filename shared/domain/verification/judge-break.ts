import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { CallError } from '../judge-call-error.ts';
import type { Unit } from './list-units.ts';

/** Of so many breaks at one unit nobody says any more that the unit is not their cause. */
const mostBreaks = 3;

/** Five characters, a digit among them: Node's EPIPE has none. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

/**
 * After these the connection is gone (postgresql.org/docs/18/errcodes-appendix.html): class 08, what an administrator, a crash or a
 * start of the server ends, a database that was dropped, and time limits upon sessions and transactions.
 */
const ending = /^(08[0-9A-Z]{3}|57P0[1-5]|25P0[34])$/;

/** A server that is told to end says so to its clients; one that was started anew and has not said so has crashed. */
const announced = /^57P0[13]$/;

/** Whether a statement has no answer since its connection is gone, which says nothing of what was asked. */
export const isBreak = ({ error }: CallError): boolean => !sqlState.test(error) || ending.test(error);

/** What a server or a driver says of a break names no row. */
export const breakWords = ({ error, message }: CallError): string =>
  error === 'Error' ? message : [error, message].filter(Boolean).join(': ');

/** That the connection ended while this unit was looked at. */
export type Break = Omit<FactOf<'copyBroke'>, 'type'>;

/**
 * The last word on what has broken the connection too often. A server that crashed each time is a finding about the copy; a
 * connection that broke is none. `servingSince`: of the server as it is now.
 */
export function judgeBreaks(
  units: readonly Unit[],
  breaks: readonly Break[],
  { servingSince, at }: Readonly<{ servingSince: string | undefined; at: string }>,
): DataCheckResult[] {
  const byUnit = Map.groupBy(breaks, ({ unit }) => unit);
  return units.flatMap(({ unit, kind, name }) => {
    const ofUnit = byUnit.get(unit) ?? [];
    return ofUnit.length < mostBreaks ? [] : [{ unit, kind, name, at, ...lastWord(ofUnit, servingSince) }];
  });
}

function lastWord(breaks: readonly Break[], servingSince: string | undefined) {
  const times = breaks.length === mostBreaks ? 'three times' : `${breaks.length} times`;
  const last = (breaks.at(-1)?.because ?? '').slice(0, 200);
  if (breaks.every((one, index) => isCrash(one, breaks[index + 1]?.servingSince ?? servingSince)))
    return {
      outcome: 'failed',
      because: `the server of the copy crashed ${times} at it; the last time: ${last}`,
    } as const;
  return {
    outcome: 'didNotRun',
    isFinal: true,
    because: `not looked at, because the connection broke ${times} at it; the last time: ${last}`,
  } as const;
}

/** Whether the server has crashed at this break, by what it said or by when its own processes were seen to run before and after. */
function isCrash({ error, servingSince }: Break, servingNext: string | undefined): boolean {
  if (error === '57P02') return true;
  const isRestarted = servingSince !== undefined && servingNext !== undefined && servingSince !== servingNext;
  return isRestarted && !announced.test(error);
}
