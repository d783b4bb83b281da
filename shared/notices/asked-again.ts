import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import { personOf } from '../domain/person.ts';
import type { EarlierDecision } from '../domain/recovery/earlier-decision.ts';
import { callsIn } from '../domain/recovery/takeover.ts';
import { signalLines } from './approval-evidence.ts';
import { oneLine } from './notice.ts';

const callsShown = 20;

export const callsMade = (entries: readonly LedgerEntry[]): string[] =>
  callsIn(entries).flatMap(({ stream, fact }) =>
    fact.type === 'intent'
      ? [`${stream.replace(/^step:/, '')} (${fact.command.service}:${fact.command.operation})`]
      : [],
  );

/** What a run has been through that is asked about once more, before a stage. */
export type AskedAgain = Readonly<{
  earlier: EarlierDecision;
  /** Each call that was made, or may have been. */
  done: readonly string[];
}>;

/** What a yes would change, and what has been changed already. */
export function changesSoFar(again: AskedAgain | undefined): string {
  if (again === undefined || again.done.length === 0) return 'Nothing has been changed yet.';
  const more = again.done.length > callsShown ? ` and ${again.done.length - callsShown} more` : '';
  return `Done so far, and left as it is after a no: ${again.done.slice(0, callsShown).join(', ')}${more}.`;
}

/** That this is not the first question, or that nobody was asked at first. */
export function earlierLines(again: AskedAgain | undefined): string[] {
  if (again === undefined) return [];
  const { at, decided, answered } = again.earlier;
  if (answered === undefined)
    return [
      `Decided before, at ${at}, without asking anybody: ${oneLine(decided.reason)}. That does not hold any more.`,
    ];
  const { fact } = answered;
  const who = oneLine(personOf(fact), 200);
  return [
    `Asked before, at ${at}: ${who} said ${fact.answer} at ${answered.at}: ${oneLine(fact.reason)}. That answer does not count any more.`,
  ];
}

/** The readings that the earlier decision rested on. */
export const earlierSignals = (again: AskedAgain | undefined): string[] =>
  again === undefined ? [] : ['What the signals said then:', ...signalLines(again.earlier), ''];
