import { parseArgs } from 'node:util';
import { Complaint, wordsOf } from '../src/complaint.ts';
import { check } from './check.ts';
import { type Checked, hasComparison, hasDifference, reportOf } from './report.ts';
import { readVectors } from './vectors.ts';

const usage = `npm run conformance -- <vectors.json>

Runs what was recorded of AWS Step Functions in the simulation and says what differs: whole executions, single states
through TestState, and definitions that AWS judged. A case that the simulation refuses by name is outside.

  --help

Ends with 0 when nothing differs, with 1 when something does, with 2 when the file cannot be used or
nothing in it can be compared.
`;

export type Ended = Readonly<{ exitCode: 0 | 1 | 2; out: string; error: string }>;

/** The whole command, from its arguments to what it prints. */
export async function conform(argv: readonly string[], readFile: (file: string) => string): Promise<Ended> {
  try {
    const file = fileIn(argv);
    return file === 'help' ? { exitCode: 0, out: usage, error: '' } : await run(file, readFile);
  } catch (error) {
    if (error instanceof Complaint) return { exitCode: 2, out: '', error: `${error.message}\n` };
    throw error;
  }
}

function fileIn(argv: readonly string[]): string | 'help' {
  const { values, positionals } = parsed(argv);
  if (values.help) return 'help';
  const [file, another] = positionals;
  if (file === undefined) throw new Complaint('Name the file with the vectors: npm run conformance -- <vectors.json>');
  if (another !== undefined) throw new Complaint(`One file at a time: ${another} is too many.`);
  return file;
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  } catch (error) {
    throw new Complaint(wordsOf(error).split('. ')[0]);
  }
}

async function run(file: string, readFile: (file: string) => string): Promise<Ended> {
  const checked: Checked[] = [];
  for (const vector of readVectors(read(file, readFile), file)) checked.push({ vector, verdict: await check(vector) });
  const out = reportOf(checked);
  if (!hasComparison(checked)) return { exitCode: 2, out, error: `Nothing in ${file} could be compared.\n` };
  return { exitCode: hasDifference(checked) ? 1 : 0, out, error: '' };
}

function read(file: string, readFile: (file: string) => string): string {
  try {
    return readFile(file);
  } catch (error) {
    throw new Complaint(`${file} cannot be read: ${wordsOf(error)}`);
  }
}
