import type { StateOfExecution } from '../aws/state-of-execution.ts';
import type { Command } from '../contracts/command.ts';
import type { FactOf, LedgerEntry, Stream } from '../contracts/ledger-entry.ts';
import type { StepOutput } from '../contracts/recovery/run.ts';
import type { LookInput } from '../contracts/verification/run.ts';
import type { LedgerOf } from '../control/connect-tables.ts';
import type { Control, LockHolder } from '../control/control.ts';
import { verificationLock } from '../control/verification-lock.ts';
import { firstOf } from '../domain/run-facts.ts';
import { isUnderWay, type StepHistory, stepHistoryOf } from '../domain/step-history.ts';
import { NotDeployed } from '../errors.ts';
import type { Attempt, Step } from '../executor/step.ts';
import { takeLook } from '../executor/take-look.ts';
import type { Plans } from '../plans/find.ts';

/** What the restore or the discard of a copy may know of its run. */
export type CopyRun = Attempt &
  Readonly<{
    opened: FactOf<'verificationOpened'>;
    /** Of this run itself, and of the work's stream, oldest first. */
    ofRun: readonly LedgerEntry[];
    entries: readonly LedgerEntry[];
    /** Why this attempt has waited so far. */
    waits: StepHistory['waits'];
  }>;

export type CopyStep<Spec, Facts, C extends Command, Dependencies> = Step<Spec, Facts, C, Dependencies, CopyRun>;

/** One copy, and how it stands with it. */
export type CopyWork<Spec, Dependencies> = Readonly<{
  spec: Spec;
  stream: Stream;
  timeoutSeconds: number;
  /** How to ask whether the run that holds the plan's lock still goes on; absent where the work waits for no recovery. */
  stateOfRecovery?: StateOfExecution | undefined;
  aws: Dependencies;
}>;

export type CopyDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Control;
  now: () => string;
}>;

/** One look at the restore or the discard of a copy, by the executor of steps: made again and again until it is done. */
export async function lookAtCopy<Spec, Facts, C extends Command, Dependencies>(
  step: CopyStep<Spec, Facts, C, Dependencies>,
  work: CopyWork<Spec, Dependencies>,
  { input, dependencies }: Readonly<{ input: LookInput; dependencies: CopyDependencies }>,
): Promise<StepOutput> {
  const now = dependencies.now();
  const ledger = dependencies.ledgerOf(input.item.runId);
  const [ofRun, entries] = await Promise.all([ledger.read('run'), ledger.read(work.stream)]);
  const opened = openedIn(ofRun);
  const history = stepHistoryOf(entries);
  if (history.ending?.type === 'stepDone') return { status: 'done', waitSeconds: 1, because: 'done', lookedAt: now };
  const begun = isUnderWay(history)
    ? { startedAt: history.startedAt ?? now, waits: history.waits }
    : { startedAt: now, waits: [] };
  const result = await takeLook(step, {
    ...work,
    run: { dryRun: false, now, opened, ofRun, entries, ...begun },
    lookers: input.item.lookers,
    history,
    ledger,
    objection: () => objectionTo(input, opened, { ...dependencies, stateOfRecovery: work.stateOfRecovery }),
    lookedAt: input.lookedAt,
  });
  return { ...result, lookedAt: now };
}

/** Why nothing may be sent: another plan, the lock or the kill switch, or a recovery that needs quota and attention more. */
async function objectionTo(
  { item }: LookInput,
  opened: FactOf<'verificationOpened'>,
  { plans, control, stateOfRecovery }: CopyDependencies & Readonly<{ stateOfRecovery: StateOfExecution | undefined }>,
): Promise<string | undefined> {
  const objection = await control.objection(verificationLock, item.runId, opened.epoch);
  if (objection !== undefined || stateOfRecovery === undefined) return objection;
  const scope = opened.scope.find((one) => one.plan === item.plan && one.verification === item.verification);
  if (scope?.planHash !== plans[item.plan]?.hash)
    return 'another version of the plan has been deployed since the run was opened';
  const { lock } = await control.standing(item.plan);
  if (lock === undefined || (await isOver(lock, stateOfRecovery))) return undefined;
  return `a recovery of ${item.plan} is under way (run ${lock.runId}), which goes first`;
}

/** A run that somebody has stopped keeps its lock until the next one comes. */
const isOver = async ({ executionArn }: LockHolder, stateOfExecution: StateOfExecution): Promise<boolean> =>
  (await stateOfExecution(executionArn)) === 'ended';

export function openedIn(ofRun: readonly LedgerEntry[]): FactOf<'verificationOpened'> {
  const opened = firstOf(ofRun, 'verificationOpened')?.fact;
  if (opened === undefined) throw new NotDeployed('The run was never opened.');
  return opened;
}
