import { AwsFault } from '../src/call.ts';
import { wordsOf } from '../src/complaint.ts';
import { askVector, isKnownOperation } from './ask-vector.ts';
import { differences } from './compare.ts';
import { observe } from './observe.ts';
import { runVector } from './run-vector.ts';
import type { Vector } from './vectors.ts';

/** Members of a request that a refusal may speak of, where the recorder did not keep all of it. */
const spokenOf: readonly Readonly<{ member: 'stateConfiguration' | 'revealSecrets'; words: RegExp }>[] = [
  {
    member: 'stateConfiguration',
    words: /iteration failure count|retrier ?retry ?count|error ?caused ?by|item ?reader ?data/i,
  },
  { member: 'revealSecrets', words: /reveal ?secrets/i },
];

export type Verdict =
  | Readonly<{ kind: 'agrees' }>
  | Readonly<{ kind: 'outside'; why: string }>
  | Readonly<{ kind: 'differs'; lines: readonly string[] }>;

/** Runs the vector in a world of its own. What the simulation refuses by name is outside, not agreeing. */
export async function check(vector: Vector): Promise<Verdict> {
  const why = whyOutside(vector);
  if (why !== undefined) return { kind: 'outside', why };
  try {
    const lines = differences(vector, await observed(vector));
    return lines.length === 0 ? { kind: 'agrees' } : { kind: 'differs', lines };
  } catch (error) {
    if (isRefusal(error)) return { kind: 'outside', why: error.message };
    const code = error instanceof AwsFault ? `${error.code}: ` : '';
    return { kind: 'differs', lines: [`${code}${wordsOf(error)}`] };
  }
}

function whyOutside(vector: Vector): string | undefined {
  const { kind, type, operation = '' } = vector;
  if (kind === 'execution') return type === 'EXPRESS' ? 'an Express execution' : undefined;
  if (kind === 'testState') return undefined;
  if (!isKnownOperation(operation)) return `the operation ${operation} is not one that is asked here`;
  const lost = lostFrom(vector);
  return lost === undefined ? undefined : `AWS refuses a ${lost} that the vector does not hold`;
}

const lostFrom = (vector: Vector): string | undefined =>
  spokenOf.find(({ member, words }) => vector[member] === undefined && words.test(String(vector.expect.message)))
    ?.member;

async function observed(vector: Vector): Promise<Record<string, unknown>> {
  if (vector.kind !== 'execution') return await askVector(vector);
  const run = await runVector(vector);
  const { error, cause } = run.execution;
  if (error === 'NotSimulated') throw new AwsFault(error, cause ?? error);
  return observe(run);
}

const isRefusal = (error: unknown): error is AwsFault => error instanceof AwsFault && error.code === 'NotSimulated';
