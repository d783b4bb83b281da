import { readFileSync } from 'node:fs';
import { readPlans } from '../../deployment/plans/read-plans.ts';
import { replay } from './replay.ts';

const { exitCode, out, error } = replay(process.argv.slice(2), {
  readFile: (file) => readFileSync(file, 'utf8'),
  plans: () => readPlans().plans,
  isTerminal: process.stdout.isTTY === true,
});
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = exitCode;
