import type { Command, Evidence } from '../contracts/command.ts';
import { isUnderWay, type StepHistory } from '../domain/step-history.ts';
import { carryOut } from './carry-out.ts';
import type { Look, LookResult } from './look.ts';
import type { Stall } from './stalled.ts';
import type { Attempt, Note, Step } from './step.ts';

/** A piece of work as its ledger and its plan have it. */
export type Work<Spec, Dependencies, Run extends Attempt> = Pick<
  Look,
  'timeoutSeconds' | 'lookers' | 'ledger' | 'stream' | 'objection' | 'isUnconfirmed' | 'lookedAt'
> &
  Readonly<{
    spec: Spec;
    run: Run;
    history: StepHistory;
    /** How long this look could not be taken, where that was long and is not written down. */
    stall?: Stall | undefined;
    /** By which an end that leaves something owed is known from later ones. */
    attempt?: number;
    aws: Dependencies;
  }>;

/**
 * One look at one piece of work: observe, decide, carry out what was decided. It may die anywhere, run twice or come late; the ledger and the
 * world tell the next one where the work stands. Throws LedgerUnavailable and LedgerDenied; everything that AWS says is a fact.
 */
export async function takeLook<Spec, Facts, C extends Command, Dependencies, Run extends Attempt>(
  step: Step<Spec, Facts, C, Dependencies, Run>,
  work: Work<Spec, Dependencies, Run>,
): Promise<LookResult> {
  const { spec, run, history, ledger, stream, aws } = work;
  const facts = await step.observe(spec, run, aws);
  const written = await writeDown(step.note?.(spec, facts, run) ?? [], work);
  const decision = step.decide(spec, facts, run);
  if (history.ending?.type === 'stepDone' && run.owed === undefined && 'done' in decision)
    return await leaveDone(decision.done, work);

  const isNew = !isUnderWay(history);
  if (isNew) {
    const findings = step.assess(spec, facts, run);
    await ledger.append(stream, { type: 'stepStarted', kind: step.kind, findings, since: run.now });
  } else if (work.stall) await ledger.append(stream, { type: 'stalled', ...work.stall });
  return await carryOut(decision, (command) => step.send(command, aws), {
    ...work,
    history: isNew ? { ...history, waits: [] } : history,
    objection: async () => {
      const objection = await work.objection();
      if (objection === undefined) await step.announce?.(facts, run, aws);
      return objection;
    },
    conclude: async (ending) => ({
      ...(await step.conclude?.({ spec, decision: ending, run }, aws)),
      ...('owe' in ending && { attempt: work.attempt }),
    }),
    hold: step.hold?.(spec, facts, run),
    leavesAnother: step.leavesAnother,
    expectedLength: history.length + written + (isNew || work.stall ? 1 : 0),
  });
}

/** It was done before, and the world shows it still: that is written down only where a run wanted to know. */
async function leaveDone(
  evidence: Evidence,
  { history, ledger, stream }: Pick<Work<unknown, unknown, Attempt>, 'history' | 'ledger' | 'stream'>,
): Promise<LookResult> {
  if (history.isLookDue) await ledger.append(stream, { type: 'stillDone', evidence });
  return { status: 'done', waitSeconds: 1, because: 'done' };
}

/** Answers how many of them are in the chain of the work itself. */
async function writeDown(notes: readonly Note[], { ledger, stream }: Pick<Look, 'ledger' | 'stream'>): Promise<number> {
  for (const note of notes) await ledger.append(note.stream ?? stream, note.fact);
  return notes.filter((note) => (note.stream ?? stream) === stream).length;
}
