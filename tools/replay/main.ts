import { readPlans } from '../../deployment/plans/read-plans.ts';
import { filesAt } from './files.ts';
import { createProgress } from './progress.ts';
import { replay } from './replay.ts';

/** A terminal has one line that changes; a log has one now and then. */
const isWatched = process.stderr.isTTY === true;
const eraseLine = '\r\u001b[K';

const { exitCode, out, error } = await replay(process.argv.slice(2), {
  filesAt,
  plans: (folder) => readPlans(folder).plans,
  isTerminal: process.stdout.isTTY === true,
  progress: createProgress(
    isWatched ? 1000 : 10_000,
    () => performance.now(),
    (text) => void process.stderr.write(isWatched ? `${eraseLine}${text}` : `${text}\n`),
  ),
});
if (isWatched) process.stderr.write(eraseLine);
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = exitCode;
