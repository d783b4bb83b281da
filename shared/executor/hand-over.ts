import type { StepInput, StepOutput, StepTaskOutput } from '../contracts/recovery/run.ts';
import type { LedgerOf } from '../control/connect-tables.ts';
import { childName } from '../domain/recovery/child-name.ts';
import { factsOf } from '../domain/run-facts.ts';
import { spend } from './event-budget.ts';

/** Of `run-step`: a look passes through four states. */
const eventsPerLook = 11;

/** A step that still waits when the history of its execution has been half used goes on in another one, of the next attempt's name. */
export async function handOver(input: StepInput, look: StepOutput, ledgerOf: LedgerOf): Promise<StepTaskOutput> {
  const { used, isSpent } = spend(input, eventsPerLook);
  if (look.status === 'held') await note('stepHeld', input, ledgerOf);
  if (look.status !== 'waiting' || !isSpent) return { ...look, used };
  await note('stepHandedOver', input, ledgerOf);
  const attempt = input.attempt + 1;
  const next = { attempt, childName: childName(input.runId, input.stepId, attempt) };
  return { ...look, status: 'handOver', used, next };
}

/** That another attempt follows is written down once, by whichever attempt at the task comes through. */
async function note(
  type: 'stepHandedOver' | 'stepHeld',
  { runId, stepId, attempt }: StepInput,
  ledgerOf: LedgerOf,
): Promise<void> {
  const ledger = ledgerOf(runId);
  const stream = `step:${stepId}` as const;
  const isNoted = factsOf(await ledger.read(stream), type).some(({ fact }) => fact.attempt === attempt);
  if (!isNoted) await ledger.append(stream, { type, attempt });
}
