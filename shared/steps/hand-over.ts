import type { StepInput, StepOutput, StepTaskOutput } from '../contracts/run.ts';
import { childName } from '../domain/child-name.ts';
import type { LedgerOf } from '../ledger/connect-tables.ts';
import { factsOf } from '../report/run-facts.ts';

/** Of `run-step`: a look passes through four states; an attempt at it that failed leaves three events more. */
const eventsPerLook = 11;
const eventsPerRetry = 3;

/** A history of Step Functions holds 25,000 events; the other half is for questions, and for attempts that come to nothing. */
const mostEvents = 12_000;

/** That another attempt follows is written down once, by whichever attempt at the task comes through. */
const note = async (
  type: 'stepHandedOver' | 'stepHeld',
  { runId, stepId, attempt }: StepInput,
  ledgerOf: LedgerOf,
): Promise<void> => {
  const ledger = ledgerOf(runId);
  const stream = `step:${stepId}` as const;
  const isNoted = factsOf(await ledger.read(stream), type).some(({ fact }) => fact.attempt === attempt);
  if (!isNoted) await ledger.append(stream, { type, attempt });
};

/** A step that still waits when the history of its execution has been half used goes on in another one, of the next attempt's name. */
export const handOver = async (input: StepInput, look: StepOutput, ledgerOf: LedgerOf): Promise<StepTaskOutput> => {
  const used = input.used + eventsPerLook + input.retries * eventsPerRetry;
  if (look.status === 'held') await note('stepHeld', input, ledgerOf);
  if (look.status !== 'waiting' || used < mostEvents) return { ...look, used };
  await note('stepHandedOver', input, ledgerOf);
  const attempt = input.attempt + 1;
  const next = { attempt, childName: childName(input.runId, input.stepId, attempt) };
  return { ...look, status: 'handOver', used, next };
};
