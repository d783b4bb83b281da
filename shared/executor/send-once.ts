import { callErrorOf } from '../aws/call-error-of.ts';
import type { Command } from '../contracts/command.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';
import type { ActDecision, Receipt } from '../domain/decision.ts';
import { isFinal, outcomeOf } from '../domain/judge-call-error.ts';
import type { Look } from './look.ts';

export type Send<C extends Command> = (command: C) => Promise<Receipt>;

export type Sent =
  | Readonly<{ kind: 'sent' }>
  /** Nothing was sent, and nothing may be: the lock, the kill switch or the plan says no. */
  | Readonly<{ kind: 'objected'; because: string }>
  /** Another invocation of this function is at work; it is not known what it does. */
  | Readonly<{ kind: 'overtaken' }>
  /** AWS will say the same to the same call for ever. */
  | Readonly<{ kind: 'refused'; because: string; error: string }>;

/**
 * Makes the one call, once. The intent is in the ledger before it and the outcome after it, so whoever comes after a crash
 * knows that there may have been a call. Two invocations of a step at the same time find each other by the length of its
 * chain; the later one sends nothing.
 */
export async function sendOnce<C extends Command>(decision: ActDecision<C>, send: Send<C>, look: Look): Promise<Sent> {
  const { act: command, because, evidence } = decision;
  const { ledger, stream } = look;
  const objection = await look.objection();
  if (objection !== undefined) return { kind: 'objected', because: `nothing was sent: ${objection}` };

  const intent = await ledger.append(stream, { type: 'intent', command, because, ...(evidence && { evidence }) });
  if (intent.sequence !== look.expectedLength) {
    await ledger.append(stream, { type: 'outcome', result: 'rejected', error: 'Overtaken' });
    return { kind: 'overtaken' };
  }
  const outcome = await outcomeAfter(send(command));
  await ledger.append(stream, outcome);
  const { result, error = 'Error', message = '' } = outcome;
  if (result !== 'rejected' || !isFinal({ error, message }) || look.leavesAnother?.(error)) return { kind: 'sent' };
  const call = `${command.service}:${command.operation} in ${command.region}`;
  return { kind: 'refused', error, because: `AWS refused ${call}: ${error}${message === '' ? '' : `: ${message}`}` };
}

async function outcomeAfter(call: Promise<Receipt>): Promise<FactOf<'outcome'>> {
  try {
    const receipt = await call;
    return { type: 'outcome', result: 'accepted', ...(Object.keys(receipt).length > 0 ? { receipt } : {}) };
  } catch (error) {
    const failure = callErrorOf(error);
    return { type: 'outcome', result: outcomeOf(failure), error: failure.error, message: failure.message };
  }
}
