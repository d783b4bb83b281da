import { AwsFault } from '../simulation/call.ts';
import { wordsOf } from '../simulation/complaint.ts';
import { differences } from './conformance/compare.ts';
import { observe } from './conformance/observe.ts';
import { runVector } from './conformance/run-vector.ts';
import { readVectors, type Vector } from './conformance/vectors.ts';

/**
 * Runs recorded executions of AWS in our own interpreter and says what differs: `node scripts/conformance.ts <file> [n]`.
 * Ends with 1 when more than `n` JSONata executions differ (0 where none is named). Machines with JSONPath states, the
 * TestState and validation APIs and Express are not modelled; they are counted as out of scope, not as agreeing.
 */
type Verdict = { kind: 'agrees' } | { kind: 'outOfScope'; why: string } | { kind: 'differs'; lines: string[] };

const check = async (vector: Vector): Promise<Verdict> => {
  if (vector.kind !== 'execution') return { kind: 'outOfScope', why: vector.kind };
  if (vector.type === 'EXPRESS') return { kind: 'outOfScope', why: 'Express' };
  try {
    const lines = differences(vector, observe(await runVector(vector)));
    return lines.length === 0 ? { kind: 'agrees' } : { kind: 'differs', lines };
  } catch (error) {
    const isRefused = error instanceof AwsFault && error.code === 'NotSimulated';
    if (isRefused && vector.queryLanguage !== 'JSONata') return { kind: 'outOfScope', why: vector.queryLanguage };
    return { kind: 'differs', lines: [wordsOf(error)] };
  }
};

const longestLine = 600;

const main = async (path: string | undefined, allowance: number): Promise<number> => {
  if (path === undefined) throw new Error('Name the file with the vectors.');
  const counts = new Map<string, number>();
  for (const vector of await readVectors(path)) {
    const verdict = await check(vector);
    const name = verdict.kind === 'outOfScope' ? `out of scope (${verdict.why})` : verdict.kind;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (verdict.kind !== 'differs') continue;
    console.log(vector.id);
    for (const line of verdict.lines) console.log(`  ${line.slice(0, longestLine)}`);
  }
  for (const [name, count] of counts) console.log(`${name}: ${count}`);
  return (counts.get('differs') ?? 0) > allowance ? 1 : 0;
};

const [path, allowance = '0'] = process.argv.slice(2);
process.exitCode = await main(path, Number(allowance));
