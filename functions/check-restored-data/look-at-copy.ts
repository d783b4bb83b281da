import * as z from 'zod';
import { read } from '../../shared/aws/read.ts';
import { Fact } from '../../shared/contracts/ledger-entry.ts';
import type { AskCopyInput, LookedAtData } from '../../shared/contracts/verification/ask-copy.ts';
import { type CallError, isSilence, judgeCallError } from '../../shared/domain/judge-call-error.ts';
import type { Reading } from '../../shared/domain/reading.ts';
import { packed, unpacked } from '../../shared/lambda/packed.ts';
import { pointStream } from '../../shared/verification/chosen-point.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { restoreStream } from '../../shared/verification/read-claim.ts';
import type { Work } from './work.ts';

/** Has the copy looked at where it is, and writes down what was found. Unreadable: the copy, or its Region. */
export async function lookAtCopy(work: Work): Promise<Reading<LookedAtData>> {
  const { input, dependencies, ledger, stream } = work;
  const { plan, region } = findRestored(dependencies.plans, input.item);
  const asked = await inputFor(work, plan.hash);
  const answer = await read(() => dependencies.ask({ region, plan }, asked));
  if (answer.kind === 'unreadable')
    return { kind: 'unreadable', failure: { ...answer.failure, message: notLookedAt(answer.failure, region) } };
  const { facts, looked, failure } = answer.value;
  for (const fact of unpacked(z.array(Fact), facts)) await ledger.append(stream, fact);
  if (looked !== undefined) return { kind: 'known', value: looked };
  return { kind: 'unreadable', failure: failure ?? { error: 'NoAnswer', message: '' } };
}

/** With all that the ledger holds of the copy: from another Region its table is out of reach. */
async function inputFor({ input, ledger, entries }: Work, planHash: string): Promise<AskCopyInput> {
  const streams = [restoreStream(input.item), pointStream(input.item)];
  const others = await Promise.all(streams.map((one) => ledger.read(one)));
  return { ...input, planHash, entries: packed([...entries, ...others.flat()]) };
}

function notLookedAt(failure: CallError, region: string): string {
  const { error, message } = failure;
  if (error === 'FunctionEnded') return `not looked at: ${message}`;
  if (isSilence(failure)) return `not looked at: Region ${region} unreachable`;
  if (judgeCallError(failure) === 'missing')
    return `not looked at: nothing there looks at copies: deploy serverless.detector.yml in ${region}`;
  return `not looked at: ${message}`;
}
