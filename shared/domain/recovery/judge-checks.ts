import type { Evidence } from '../../contracts/command.ts';
import { isFinal } from '../judge-call-error.ts';

export type Bounds = Readonly<{ atLeast?: number | undefined; atMost?: number | undefined }>;

/** What is wrong with a number, or undefined. */
export function faultOf(value: number, { atLeast, atMost }: Bounds): string | undefined {
  if (atLeast !== undefined && value < atLeast) return `${value} is less than ${atLeast}`;
  if (atMost !== undefined && value > atMost) return `${value} is more than ${atMost}`;
  return undefined;
}

/** Of one check: it ran and the number is within its bounds, it ran and is not, or it gave no number. */
export type CheckResult = Readonly<
  | { name: string; outcome: 'passed'; value: number }
  | { name: string; outcome: 'failed'; value: number; because: string }
  | { name: string; outcome: 'didNotRun'; error: string; because: string }
>;

export type ChecksVerdict = Readonly<
  | { kind: 'passed'; evidence: Evidence }
  | { kind: 'failed'; because: string }
  | { kind: 'inconclusive'; because: string }
>;

/** A difference in the data is final, a check that may still run is not, and no check at all proves nothing. */
export function judgeChecks(results: readonly CheckResult[]): ChecksVerdict {
  if (results.length === 0) return { kind: 'inconclusive', because: 'nothing was checked' };
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  const notRun = results.filter(({ outcome }) => outcome === 'didNotRun');
  const counts = `${results.length - failed.length - notRun.length} of ${results.length} checks passed`;
  if (failed.length > 0) return { kind: 'failed', because: `${counts}; the data differ: ${listOf(failed)}` };
  const hopeless = notRun.filter(isHopeless);
  if (hopeless.length > 0) return { kind: 'failed', because: `${counts}; checks did not run: ${listOf(hopeless)}` };
  if (notRun.length > 0)
    return { kind: 'inconclusive', because: `${counts}; checks did not run yet: ${listOf(notRun)}` };
  const values = results.map((result) => [result.name, result.outcome === 'passed' ? result.value : 0]);
  return {
    kind: 'passed',
    evidence: { checks: results.length, passed: results.length, values: Object.fromEntries(values) },
  };
}

const listOf = (results: readonly CheckResult[]): string =>
  results.map((result) => `${result.name}: ${'because' in result ? result.because : result.value}`).join('; ');

/** Not a single number, or a statement that PostgreSQL will never take: trying again cannot help. */
const isHopeless = (result: CheckResult): boolean =>
  result.outcome === 'didNotRun' && (result.error === 'NotANumber' || isFinal({ error: result.error, message: '' }));
