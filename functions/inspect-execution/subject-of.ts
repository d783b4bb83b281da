import * as z from 'zod';
import type { LookAtExecution, SeenExecution } from '../../shared/aws/look-at-execution.ts';
import { machineOf } from '../../shared/domain/execution-arn.ts';
import { triggerOf } from './trigger-of.ts';

/** What settle-run is started with. */
const Order = z.object({ executionArn: z.string() });

/** A settlement looks for a day. What seven of them could not complete is left to people, whom each of their ends has alarmed. */
const mostPassedOn = 7;

type Surroundings = Readonly<{ lookAtExecution: LookAtExecution; machines: Readonly<{ settle: string }> }>;

export type Subject = Readonly<{ executionArn: string; seen: SeenExecution }>;

/** The execution itself, or behind settlements that were ended the one whose account they were to complete. */
export async function subjectOf(executionArn: string, surroundings: Surroundings): Promise<Subject> {
  const { lookAtExecution, machines } = surroundings;
  let subject = { executionArn, seen: await lookAtExecution(executionArn) };
  for (let passed = 0; passed < mostPassedOn && machineOf(subject.executionArn) === machines.settle; passed += 1) {
    const next = passedOnBy(subject.seen);
    if (next === undefined) break;
    subject = { executionArn: next, seen: await lookAtExecution(next) };
  }
  return subject;
}

/** What a settlement that somebody stopped, or that ran into its deadline, was about; one that gave up itself has nothing to pass on. */
const passedOnBy = (seen: SeenExecution): string | undefined =>
  seen.kind === 'ended' && (seen.status === 'ABORTED' || seen.status === 'TIMED_OUT')
    ? Order.safeParse(triggerOf(seen.input)).data?.executionArn
    : undefined;
