import type { LookAtExecution, SeenExecution } from '../../shared/aws/look-at-execution.ts';
import type { StopExecution } from '../../shared/aws/stop-execution.ts';
import { RunId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { InspectExecutionInput, InspectExecutionOutput } from '../../shared/contracts/recovery/settle.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Debts } from '../../shared/control/debts.ts';
import { machineOf, nameOf } from '../../shared/domain/execution-arn.ts';
import { isDeathUnknown, type Missing, missingIn } from '../../shared/domain/recovery/judge-settlement.ts';
import { firstOf } from '../../shared/domain/run-facts.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { oneLine } from '../../shared/notices/notice.ts';
import { inspectPayment } from './inspect-payment.ts';
import { stopLivingSteps } from './living-steps.ts';
import { type Subject, subjectOf } from './subject-of.ts';
import { triggerOf } from './trigger-of.ts';

/** A function that was at work when its execution was stopped has ended by then, and what it did is in the ledger. */
const quietSeconds = 90;
const pollSeconds = 5;
/** What could not be made is tried again after so long. */
const restSeconds = 300;

/** What there is to do about an execution. */
type Due = Omit<InspectExecutionOutput, 'executionArn'>;

const nothing: Due = {
  next: 'settled',
  runId: '',
  occasion: 'incident',
  waitSeconds: 1,
  trigger: {},
  failure: { Error: '', Cause: '' },
  debt: { stepId: '', pay: 1, name: '' },
};

type Next = InspectExecutionOutput['next'];

const ofRecovery: Readonly<Record<Missing, Next>> = {
  record: 'RecordOutcome',
  notice: 'NotifyOperators',
  lock: 'CloseRun',
};
const ofVerification: Readonly<Record<Missing, Next>> = {
  record: 'RecordVerification',
  notice: 'NotifyVerification',
  lock: 'CloseVerification',
};

export type InspectExecutionDependencies = Readonly<{
  ledgerOf: LedgerOf;
  lookAtExecution: LookAtExecution;
  stopExecution: StopExecution;
  /** Names of the machines of the stack. */
  machines: Readonly<{
    recover: string;
    runStep: string;
    detect: string;
    verify: string;
    payFence: string;
    settle: string;
  }>;
  debts: Debts;
  now: () => string;
}>;

/**
 * What an execution that ended without success has left undone. One that runs again, that succeeded or that closed its run itself is
 * left alone. Level-triggered: the event only wakes, what counts is how execution and ledger stand now, so it may be asked again and
 * again, by two at once as well. Of a settlement that was stopped or ran into its deadline it is what that one had still to do.
 */
export async function inspectExecution(
  { executionArn, missed }: InspectExecutionInput,
  dependencies: InspectExecutionDependencies,
): Promise<InspectExecutionOutput> {
  const subject = await subjectOf(executionArn, dependencies);
  return { ...(await dueOf({ ...subject, missed }, dependencies)), executionArn: subject.executionArn };
}

type Missed = InspectExecutionInput['missed'];

async function dueOf(
  { executionArn, seen: ended, missed }: Subject & Readonly<{ missed: Missed }>,
  dependencies: InspectExecutionDependencies,
): Promise<Due> {
  const { machines } = dependencies;
  if (ended.kind !== 'ended' || ended.status === 'SUCCEEDED') return nothing;
  const machine = machineOf(executionArn);
  if (machine === machines.detect)
    return { ...nothing, next: 'RecordRefusal', trigger: triggerOf(ended.input), failure: failureOf(ended) };
  if (machine === machines.payFence) return { ...nothing, ...(await inspectPayment(ended, dependencies)) };
  // It gave up, which is alarmed; or it has been passed on too often.
  if (machine === machines.settle) return ended.status === 'FAILED' ? nothing : { ...nothing, next: 'unknown' };
  const runId = RunId.safeParse(nameOf(executionArn)).data;
  if (runId === undefined) return { ...nothing, next: 'unknown' };
  const dead = { executionArn, runId, ended, missed };
  if (machine === machines.recover) return await settle(dead, ofRecovery, dependencies);
  return machine === machines.verify
    ? await settle(dead, ofVerification, dependencies)
    : { ...nothing, next: 'unknown' };
}

type Ended = Extract<SeenExecution, { kind: 'ended' }>;

const failureOf = ({ status, why }: Ended) => ({
  Error: oneLine(why.error === '' ? status : why.error, 200),
  Cause: oneLine(why.cause, 300),
});

type Dead = Readonly<{ executionArn: string; runId: RunId; ended: Ended }>;

async function settle(
  dead: Dead & Readonly<{ missed: Missed }>,
  tasks: Readonly<Record<Missing, Next>>,
  dependencies: InspectExecutionDependencies,
): Promise<Due> {
  const { runId, ended, missed } = dead;
  const ledger = dependencies.ledgerOf(runId);
  const entries = await ledger.read();
  const occasion = firstOf(entries, 'runOpened')?.fact.occasion ?? nothing.occasion;
  const answer = { ...nothing, runId, occasion };
  const missing = missingIn(entries);
  if (missing.length === 0) return answer;
  const waitSeconds = await secondsToWait(dead, entries, dependencies);
  if (waitSeconds > 0) return { ...answer, next: 'wait', waitSeconds };
  const { Error: error, Cause: cause } = failureOf(ended);
  if (isDeathUnknown(entries, error)) {
    await ledger.append('run', { type: 'runFailed', state: 'the execution', error, cause, status: endingOf(ended) });
    return { ...answer, next: tasks.record };
  }
  const due = missing.find((part) => !missed[part]);
  return due === undefined ? { ...answer, next: 'wait', waitSeconds: restSeconds } : { ...answer, next: tasks[due] };
}

/** Seconds until nothing of the execution can be at work any more; 0: nothing is. Steps that live are stopped. */
async function secondsToWait(
  { executionArn, runId, ended }: Dead,
  entries: readonly LedgerEntry[],
  { machines, now, ...dependencies }: InspectExecutionDependencies,
): Promise<number> {
  const of = { runId, executionArn, entries, runStepMachine: machines.runStep, ...dependencies };
  const { living, lastEnd } = await stopLivingSteps(of);
  if (living > 0) return pollSeconds;
  if (ended.status === 'FAILED' && lastEnd === '') return 0;
  const last = lastEnd > ended.at ? lastEnd : ended.at;
  return Math.ceil(Math.max(0, quietSeconds - secondsBetween(last, now())));
}

const endingOf = ({ status }: Ended) => (status === 'SUCCEEDED' ? 'FAILED' : status);
