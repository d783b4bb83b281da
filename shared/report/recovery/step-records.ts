import * as z from 'zod';
import { defined } from '../../contracts/defined.ts';
import type { StepId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Runbook } from '../../contracts/plan.ts';
import type { StepRecord } from '../../contracts/recovery/recovery-record.ts';
import type { PlanStep } from '../../contracts/step-kind.ts';
import { kindOf } from '../../contracts/step-kind.ts';
import { factsOf, firstOf, lastOf } from '../../domain/run-facts.ts';
import { secondsBetween } from '../../domain/time.ts';
import { plain } from '../format.ts';

const notSeenAgain = 'it was done, and was to be looked at once more, which nobody has';

const nothing = { evidence: {}, endedAt: undefined };

type Chains = Readonly<{ ofStep: readonly LedgerEntry[]; ofDebt: readonly LedgerEntry[] }>;

/** Every step of the runbook in its order, whether the run reached it or not. */
export function stepRecords(runbook: Runbook, entries: readonly LedgerEntry[]): StepRecord[] {
  const chains = Map.groupBy(entries, ({ stream }) => stream);
  const chainsOf = (id: StepId): Chains => ({
    ofStep: chains.get(`step:${id}`) ?? [],
    ofDebt: chains.get(`debt:${id}`) ?? [],
  });
  return runbook.stages.flatMap((stage) => stage.steps.map((step) => stepRecord(step, stage.name, chainsOf(step.id))));
}

function stepRecord(step: PlanStep, stage: StepId, { ofStep: entries, ofDebt }: Chains): StepRecord {
  const { endedAt, ...ending } = endingOf(paidIn(ofDebt) ?? entries);
  const started = firstOf(entries, 'stepStarted');
  const startedAt = started?.fact.since ?? started?.at ?? entries[0]?.at;
  const total = startedAt !== undefined && endedAt !== undefined ? secondsBetween(startedAt, endedAt) : 0;
  const aws = Math.min(total, awsSeconds(entries));
  return {
    stepId: step.id,
    stage,
    kind: kindOf(step),
    ...ending,
    ...defined({ startedAt, endedAt }),
    seconds: { total, aws, ours: total - aws },
    calls: [...callsOf(entries), ...callsOf(ofDebt)],
    waits: factsOf(entries, 'waiting').map(({ at, fact }) => ({ at, because: fact.because })),
    findings: factsOf(entries, 'stepStarted').flatMap(({ fact }) => fact.findings),
  };
}

type Ending = Pick<StepRecord, 'status' | 'because' | 'evidence'> & { endedAt: string | undefined };

/** The last word of the step's chain that ends it. */
function endingOf(entries: readonly LedgerEntry[]): Ending {
  if (entries.length === 0) return { ...nothing, status: 'notReached', because: 'the run ended before this step' };
  const failure = lastOf(entries, 'stepFailed')?.fact.because;
  const because = (what: string) => (failure === undefined ? what : `${what}: ${failure}`);
  const done = lastOf(entries, 'stepDone');
  const endings = entries.flatMap(({ at, fact }): Ending[] => {
    switch (fact.type) {
      case 'stepDone':
        return [{ ...doneAs(fact.evidence), evidence: fact.evidence, endedAt: at }];
      case 'lookDue':
        return [{ ...nothing, status: 'unfinished', because: notSeenAgain }];
      case 'stillDone':
        return [{ ...doneAs({}), evidence: { ...fact.evidence, seenAgainAt: at }, endedAt: done?.at ?? at }];
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
  const isHeld = entries.at(-1)?.fact.type === 'stepHeld';
  const unfinished = isHeld
    ? 'it was held before its call, since its stage was not confirmed any more'
    : 'no entry ends it';
  return endings.at(-1) ?? { ...nothing, status: 'unfinished', because: unfinished };
}

/** What a dry run would leave owed is not done, either. What a step could not look at stands beside its end. */
function doneAs(evidence: StepRecord['evidence']): Pick<StepRecord, 'status' | 'because'> {
  const { owed, wouldBeOwed, because } = evidence;
  if (owed === true || wouldBeOwed === true) return { status: 'owed', because: plain(because) };
  const unseen = unseenIn({ evidence });
  return { status: 'done', because: unseen.length === 0 ? '' : `not looked at: ${unseen.join('; ')}` };
}

/** What a step that is done could not look at. */
export const unseenIn = ({ evidence: { unseen } }: Pick<StepRecord, 'evidence'>): string[] =>
  z.array(z.string()).safeParse(unseen).data ?? [];

/** What was owed and is made since is done; what was tried for it and failed leaves it owed. */
const paidIn = (ofDebt: Chains['ofDebt']): Chains['ofDebt'] | undefined =>
  lastOf(ofDebt, 'stepDone') === undefined ? undefined : ofDebt.filter(({ fact }) => fact.type === 'stepDone');

/** From the first call that may have had an effect until the last look that found AWS at work. */
function awsSeconds(entries: readonly LedgerEntry[]): number {
  const call = factsOf(entries, 'outcome').find(({ fact }) => fact.result !== 'rejected');
  const until = lastOf(entries, 'stepDone')?.fact.awsUntil;
  return call === undefined || until === undefined ? 0 : Math.max(0, secondsBetween(call.at, until));
}

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
