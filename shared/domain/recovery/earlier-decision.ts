import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import { DecisionEvidence } from '../../contracts/recovery/decision-evidence.ts';
import { factsOf, inStream } from '../run-facts.ts';
import { answersTo } from './clearance.ts';

/** What a run was let go on by, before it was decided on again. */
export type EarlierDecision = Readonly<{
  at: string;
  decided: FactOf<'decided'>;
  /** What the signals said then. */
  signals: readonly SignalReading[];
  /** The answer that counted, where somebody was asked. */
  answered: Readonly<{ at: string; fact: FactOf<'answered'> }> | undefined;
}>;

/** The decision before the last one, where the last one was made since the signals had turned right before a stage. */
export function earlierDecision(entries: readonly LedgerEntry[]): EarlierDecision | undefined {
  const run = inStream(entries, 'run');
  const [before, last] = factsOf(run, 'decided').slice(-2);
  if (before === undefined || last?.fact.stage === undefined) return undefined;
  const isBetween = ({ at }: LedgerEntry) => at >= before.at && at <= last.at;
  const allowed = answersTo(before.fact);
  const answers = factsOf(run.filter(isBetween), 'answered').filter(({ fact }) => allowed.includes(fact.answer));
  return {
    at: before.at,
    decided: before.fact,
    signals: DecisionEvidence.safeParse(before.fact.evidence).data?.signals ?? [],
    answered: answers[0],
  };
}
