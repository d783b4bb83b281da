import type { StateOfExecution } from '../aws/state-of-execution.ts';
import type { Command } from '../contracts/command.ts';
import type { Fact, FactOf, LedgerEntry, Stream } from '../contracts/ledger-entry.ts';
import type { StepOutput } from '../contracts/recovery/run.ts';
import type { LookInput } from '../contracts/verification/run.ts';
import type { LedgerOf } from '../control/connect-tables.ts';
import type { Control, LockHolder } from '../control/control.ts';
import { verificationLock } from '../control/verification-lock.ts';
import type { Decision } from '../domain/decision.ts';
import { firstOf } from '../domain/run-facts.ts';
import { readHistory, type StepHistory } from '../domain/step-history.ts';
import { NotDeployed } from '../errors.ts';
import { carryOut } from '../executor/carry-out.ts';
import type { Send } from '../executor/send-once.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Plans } from '../plans/find.ts';

export type CopyDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Control;
  now: () => string;
}>;

/** One kind of work on a copy, by the executor of steps: looked at again and again until it is done. */
export type CopyWork<C extends Command> = Readonly<{
  kind: 'restoreCopy' | 'discardCopy';
  stream: Stream;
  timeoutSeconds: number;
  /** How to ask whether the run that holds the plan's lock still goes on; absent where the work waits for no recovery. */
  stateOfRecovery?: StateOfExecution | undefined;
  decide: (open: OpenWork) => Promise<Decision<C>>;
  send: Send<C>;
  /** Whether a call that AWS refused for good leaves another one to make. */
  leavesAnother?: (error: string) => boolean;
}>;

export type OpenWork = Readonly<{
  opened: FactOf<'verificationOpened'>;
  /** Of this run itself, and of the work's stream, oldest first. */
  ofRun: readonly LedgerEntry[];
  entries: readonly LedgerEntry[];
  /** Why this attempt has waited so far. */
  waits: StepHistory['waits'];
  /** Writes into the work's stream while it is decided what to do: the copy that was seen. */
  note: (fact: Fact) => Promise<void>;
  ledger: Ledger;
  now: string;
}>;

export const openedIn = (ofRun: readonly LedgerEntry[]): FactOf<'verificationOpened'> => {
  const opened = firstOf(ofRun, 'verificationOpened')?.fact;
  if (opened === undefined) throw new NotDeployed('The run was never opened.');
  return opened;
};

/** A run that somebody has stopped keeps its lock until the next one comes. */
const isOver = async ({ executionArn }: LockHolder, stateOfExecution: StateOfExecution): Promise<boolean> =>
  (await stateOfExecution(executionArn)) === 'ended';

/** Why nothing may be sent: another plan, the lock or the kill switch, or a recovery that needs quota and attention more. */
const objectionTo = async (
  { item }: LookInput,
  opened: FactOf<'verificationOpened'>,
  { plans, control, stateOfRecovery }: CopyDependencies & Readonly<{ stateOfRecovery: StateOfExecution | undefined }>,
): Promise<string | undefined> => {
  const objection = await control.objection(verificationLock, item.runId, opened.epoch);
  if (objection !== undefined || stateOfRecovery === undefined) return objection;
  const scope = opened.scope.find((one) => one.plan === item.plan && one.verification === item.verification);
  if (scope?.planHash !== plans[item.plan]?.hash)
    return 'another version of the plan has been deployed since the run was opened';
  const { lock } = await control.standing(item.plan);
  if (lock === undefined || (await isOver(lock, stateOfRecovery))) return undefined;
  return `a recovery of ${item.plan} is under way (run ${lock.runId}), which goes first`;
};

export const lookAtCopy = async <C extends Command>(
  work: CopyWork<C>,
  input: LookInput,
  dependencies: CopyDependencies,
): Promise<StepOutput> => {
  const now = dependencies.now();
  const ledger = dependencies.ledgerOf(input.item.runId);
  const [ofRun, entries] = await Promise.all([ledger.read('run'), ledger.read(work.stream)]);
  const opened = openedIn(ofRun);
  const before = readHistory(entries);
  if (before.ending?.type === 'stepDone') return { status: 'done', waitSeconds: 1, because: 'done', lookedAt: now };
  let noted = 0;
  const note = async (fact: Fact): Promise<void> => {
    await ledger.append(work.stream, fact);
    noted += 1;
  };
  const isNew = before.startedAt === undefined || before.ending !== undefined;
  const waits = isNew ? [] : before.waits;
  const decision = await work.decide({ opened, ofRun, entries, waits, note, ledger, now });
  const history = { ...before, waits, length: before.length + noted };
  if (isNew) await ledger.append(work.stream, { type: 'stepStarted', kind: work.kind, findings: [], since: now });
  const result = await carryOut(decision, work.send, {
    run: { dryRun: false, startedAt: isNew ? now : (history.startedAt ?? now), now },
    timeoutSeconds: work.timeoutSeconds,
    lookers: input.item.lookers,
    history,
    ledger,
    stream: work.stream,
    objection: () => objectionTo(input, opened, { ...dependencies, stateOfRecovery: work.stateOfRecovery }),
    leavesAnother: work.leavesAnother,
    lookedAt: input.lookedAt,
    expectedLength: history.length + (isNew ? 1 : 0),
  });
  return { ...result, lookedAt: now };
};
