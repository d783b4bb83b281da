import type { Command, Evidence } from '../contracts/command.ts';
import { defined } from '../contracts/defined.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';
import type { ActDecision, Decision } from '../domain/decision.ts';
import { judgeCallError } from '../domain/judge-call-error.ts';
import { pace, pauseAfterRejections } from '../domain/recovery/pace.ts';
import { failuresSince } from '../domain/step-history.ts';
import { secondsBetween } from '../domain/time.ts';
import type { Look, LookResult } from './look.ts';
import { type Send, sendOnce } from './send-once.ts';

/** After so many refusals of the same sort in a row a call is given up; throttling lasts until the step's own timeout. */
const mostRefusals = 10;
/** A reason that flickers must not fill the ledger. */
const mostWaits = 100;
const longestBecause = 300;
const afterCallSeconds = 1;

export async function carryOut<C extends Command>(
  decision: Decision<C>,
  send: Send<C>,
  look: Look,
): Promise<LookResult> {
  if ('done' in decision) return await finish(decision.done, look);
  if ('refuse' in decision) return await fail({ because: decision.refuse, refused: true }, look);
  if ('fail' in decision) {
    const { fail: because, error } = decision;
    return await fail({ because, refused: false, ...(error && { error }) }, look);
  }
  if (look.run.dryRun) return await withhold(decision, look);
  if ('owe' in decision) return await leaveOwed(decision, look);
  if (isTooLate(look)) {
    const because = `not done after ${look.timeoutSeconds} s; the last look said: ${decision.because}`;
    return await fail({ because, refused: false, error: 'StepTimeout' }, look);
  }
  if ('wait' in decision) return await wait(decision, look);
  return await act(decision, send, look);
}

async function finish(found: Evidence, look: Look): Promise<LookResult> {
  const until = awsUntil(look);
  const more = look.run.dryRun ? { dryRun: true } : await look.conclude?.({ done: found });
  await look.ledger.append(look.stream, {
    type: 'stepDone',
    evidence: { ...more, ...found },
    ...defined({ awsUntil: until }),
  });
  return answer('done', 'done');
}

/** The last look that still found AWS at work: the one before this, when this step had made its call by then. */
function awsUntil({ history, lookedAt }: Look): string | undefined {
  const call = history.acts.findLast(({ result }) => result !== 'rejected');
  const lastWait = history.waits.at(-1);
  if (call === undefined || lastWait === undefined || lastWait.at < call.at) return undefined;
  return lookedAt > lastWait.at ? lookedAt : lastWait.at;
}

const answer = (status: LookResult['status'], because: string, waitSeconds = 1): LookResult => ({
  status,
  waitSeconds,
  because: because.slice(0, longestBecause),
});

type Failure = Omit<FactOf<'stepFailed'>, 'type'>;

async function fail(failure: Failure, { ledger, stream }: Look): Promise<LookResult> {
  await ledger.append(stream, { type: 'stepFailed', ...failure });
  return answer('failed', failure.because);
}

/** What would have been sent is written down in place of the call. What cannot be so yet is no fault of a dry run. */
async function withhold(decision: Decision, look: Look): Promise<LookResult> {
  if ('wait' in decision) return await finish({ notYet: decision.because }, look);
  if ('owe' in decision) return await finish({ ...decision.owe, owed: false, wouldBeOwed: true }, look);
  if (!('act' in decision)) return await finish({}, look);
  const { act: command, because, evidence } = decision;
  await look.ledger.append(look.stream, { type: 'withheld', command, because, ...(evidence && { evidence }) });
  return await finish({ withheld: `${command.service}:${command.operation}`, ...evidence }, look);
}

async function act<C extends Command>(decision: ActDecision<C>, send: Send<C>, look: Look): Promise<LookResult> {
  const resting = rest(look);
  if (resting?.isGivenUp)
    return await fail(
      { because: `given up: ${resting.because.replace('; it will be tried again', '')}`, refused: false },
      look,
    );
  if (resting && resting.seconds > 0) return await wait({ wait: resting.seconds, because: resting.because }, look);
  if (look.hold !== undefined) return answer('held', look.hold);
  if (await look.isUnconfirmed?.()) return answer('held', decision.because);
  const sent = await sendOnce(decision, send, look);
  switch (sent.kind) {
    case 'sent':
      return answer('waiting', decision.because, afterCallSeconds);
    case 'overtaken':
      return answer('waiting', 'another invocation of this step is at work', rhythmOf(look, 2));
    case 'objected':
      return await fail({ because: sent.because, refused: true }, look);
    case 'refused':
      return await fail({ because: sent.because, refused: false, error: sent.error }, look);
    default:
      return sent satisfies never;
  }
}

/** Why a call has to rest, or is given up, after it came to nothing so many times. */
function rest(look: Look): { seconds: number; because: string; isGivenUp: boolean } | undefined {
  const failures = failuresSince(look.history.acts, look.run.startedAt);
  const last = failures.at(-1);
  if (last === undefined) return undefined;
  const { error = 'no answer' } = last;
  const alike = failures.filter((one) => one.error === last.error && one.result === 'rejected').length;
  const isGivenUp = alike >= mostRefusals && judgeCallError({ error, message: '' }) !== 'throttled';
  const seconds = pauseAfterRejections(failures.length) - secondsBetween(last.at, look.run.now);
  return {
    seconds,
    because: `${last.command.operation} came to nothing (${error}); it will be tried again`,
    isGivenUp,
  };
}

type Wait = Extract<Decision, { wait: number }>;

async function wait({ wait: seconds, because, since }: Wait, look: Look): Promise<LookResult> {
  const { history, ledger, stream } = look;
  const waitSeconds = rhythmOf(look, seconds);
  const isNews = history.waits.at(-1)?.because !== because && history.waits.length < mostWaits;
  if (isNews) await ledger.append(stream, { type: 'waiting', because, waitSeconds, ...(since && { since }) });
  return answer('waiting', because, waitSeconds);
}

const rhythmOf = ({ run, lookers }: Look, wishedSeconds: number): number =>
  pace({ elapsedSeconds: secondsBetween(run.startedAt, run.now), lookers, wishedSeconds });

/** The run goes on. What is kept of it elsewhere is there before the ledger says so. */
async function leaveOwed(decision: Extract<Decision, { owe: Evidence }>, look: Look): Promise<LookResult> {
  const more = await look.conclude?.(decision);
  await look.ledger.append(look.stream, { type: 'stepDone', evidence: { ...decision.owe, ...more } });
  return answer('owed', decision.because);
}

const isTooLate = ({ run, timeoutSeconds }: Look): boolean => secondsBetween(run.startedAt, run.now) >= timeoutSeconds;
