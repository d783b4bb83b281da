import type { StepId } from '../contracts/fields.ts';
import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { PlanStep, Runbook } from '../contracts/plan.ts';
import type { StepRecord } from '../contracts/recovery-record.ts';
import { kindOf } from '../contracts/step-kind.ts';
import { secondsBetween } from '../domain/seconds-between.ts';
import { factsOf, firstOf, lastOf } from './run-facts.ts';

type Ending = Pick<StepRecord, 'status' | 'because' | 'evidence'> & { endedAt: string | undefined };

const nothing = { evidence: {}, endedAt: undefined };

/** The last word of the step's chain that ends it. */
const endingOf = (entries: readonly LedgerEntry[]): Ending => {
  if (entries.length === 0) return { ...nothing, status: 'notReached', because: 'the run ended before this step' };
  const failure = lastOf(entries, 'stepFailed')?.fact.because;
  const because = (what: string) => (failure === undefined ? what : `${what}: ${failure}`);
  const endings = entries.flatMap(({ at, fact }): Ending[] => {
    switch (fact.type) {
      case 'stepDone':
        return [{ status: 'done', because: '', evidence: fact.evidence, endedAt: at }];
      case 'stepFailed':
        return [{ status: 'failed', because: fact.because, evidence: {}, endedAt: at }];
      case 'stepSkipped':
        return [{ status: 'skipped', because: because('an operator skipped it'), evidence: {}, endedAt: at }];
      case 'stepAborted':
        return [{ status: 'aborted', because: because('an operator aborted the run'), evidence: {}, endedAt: at }];
      default:
        return [];
    }
  });
  return endings.at(-1) ?? { ...nothing, status: 'unfinished', because: 'no entry ends it' };
};

/** From the first call that may have had an effect until the last look that found AWS at work. */
const awsSeconds = (entries: readonly LedgerEntry[]): number => {
  const call = factsOf(entries, 'outcome').find(({ fact }) => fact.result !== 'rejected');
  const until = lastOf(entries, 'stepDone')?.fact.awsUntil;
  return call === undefined || until === undefined ? 0 : Math.max(0, secondsBetween(call.at, until));
};

const callsOf = (entries: readonly LedgerEntry[]): StepRecord['calls'] =>
  entries.flatMap(({ at, fact }, index) => {
    if (fact.type !== 'intent' && fact.type !== 'withheld') return [];
    const call = `${fact.command.service}:${fact.command.operation} in ${fact.command.region}`;
    const next = entries
      .slice(index + 1)
      .find((entry) => entry.fact.type === 'outcome' || entry.fact.type === 'intent');
    const answered = next?.fact.type === 'outcome' ? next.fact.result : 'unknown';
    return [{ at, call, because: fact.because, result: fact.type === 'withheld' ? 'withheld' : answered }];
  });

const stepRecord = (step: PlanStep, stage: StepId, entries: readonly LedgerEntry[]): StepRecord => {
  const { endedAt, ...ending } = endingOf(entries);
  const started = firstOf(entries, 'stepStarted');
  const startedAt = started?.fact.since ?? started?.at ?? entries[0]?.at;
  const total = startedAt !== undefined && endedAt !== undefined ? secondsBetween(startedAt, endedAt) : 0;
  const aws = Math.min(total, awsSeconds(entries));
  return {
    stepId: step.id,
    stage,
    kind: kindOf(step),
    ...ending,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    seconds: { total, aws, ours: total - aws },
    calls: callsOf(entries),
    waits: factsOf(entries, 'waiting').map(({ at, fact }) => ({ at, because: fact.because })),
    findings: factsOf(entries, 'stepStarted').flatMap(({ fact }) => fact.findings),
  };
};

/** Every step of the runbook in its order, whether the run reached it or not. */
export const stepRecords = (runbook: Runbook, entries: readonly LedgerEntry[]): StepRecord[] => {
  const chains = Map.groupBy(entries, ({ stream }) => stream);
  return runbook.stages.flatMap((stage) =>
    stage.steps.map((step) => stepRecord(step, stage.name, chains.get(`step:${step.id}`) ?? [])),
  );
};
