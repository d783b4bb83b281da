import { readFileSync } from 'node:fs';
import { conform } from './conform.ts';

const { exitCode, out, error } = await conform(process.argv.slice(2), (file) => readFileSync(file, 'utf8'));
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = exitCode;
