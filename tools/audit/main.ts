import { readFileSync } from 'node:fs';
import { runAudit } from './run-audit.ts';

const { exitCode, out, error } = runAudit(process.argv.slice(2), (file) => readFileSync(file, 'utf8'));
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = exitCode;
