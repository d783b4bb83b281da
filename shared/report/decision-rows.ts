import { DecisionEvidence } from '../contracts/decision-evidence.ts';
import type { RecoveryRecord } from '../contracts/recovery-record.ts';
import { timeOfDay } from './format.ts';

export type DecisionRows = Readonly<{
  /** Signal, state, since when, what it said. */
  signals: string[][];
  /** Step, level, what it found. */
  findings: string[][];
}>;

/** What the decision rested on, as people read it; nothing where the run ended before a decision. */
export const decisionRows = ({ decision }: RecoveryRecord): DecisionRows => {
  const evidence = DecisionEvidence.safeParse(decision?.evidence).data;
  return {
    signals: (evidence?.signals ?? []).map(({ signal, state, since, answer, silenced }) => [
      signal,
      state,
      since === undefined ? '' : timeOfDay(since),
      silenced === undefined ? answer : `${answer}; silenced: ${silenced}`,
    ]),
    findings: (evidence?.findings ?? []).map(({ stepId, level, text }) => [stepId, level, text]),
  };
};
