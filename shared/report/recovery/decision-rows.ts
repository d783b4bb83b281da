import { DecisionEvidence } from '../../contracts/recovery/decision-evidence.ts';
import type { RecoveryRecord } from '../../contracts/recovery/recovery-record.ts';
import { timeOfDay } from '../format.ts';

export type DecisionRows = Readonly<{
  /** Signal, state, since when, what it said. */
  signals: string[][];
  /** Step, level, what it found. */
  findings: string[][];
  /** When, before which stage, whether it might begin, why, and what each signal was. */
  confirmations: string[][];
}>;

/** What the decision rested on, as people read it; nothing where the run ended before a decision. */
export function decisionRows({ decision, confirmations }: RecoveryRecord): DecisionRows {
  const evidence = DecisionEvidence.safeParse(decision?.evidence).data;
  return {
    signals: (evidence?.signals ?? []).map(({ signal, state, since, answer, silenced }) => [
      signal,
      state,
      since === undefined ? '' : timeOfDay(since),
      silenced === undefined ? answer : `${answer}; silenced: ${silenced}`,
    ]),
    findings: (evidence?.findings ?? []).map(({ stepId, level, text }) => [stepId, level, text]),
    confirmations: confirmations.map(({ at, stage, verdict, reason, signals }) => [
      timeOfDay(at),
      stage,
      verdict === 'go' ? 'begun' : 'decided on anew',
      reason,
      signals.length === 0 ? 'not asked' : signals.map(({ signal, state }) => `${signal}: ${state}`).join('; '),
    ]),
  };
}
