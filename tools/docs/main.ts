import { readFileSync, writeFileSync } from 'node:fs';
import { planSchema } from '../../deployment/plans/plan-schema.ts';
import { readCommandLine } from '../command-line.ts';
import { decisionsPage, readDecisions } from './decisions.ts';
import { planPage } from './plan-page.ts';

const helpText = `Makes docs/plan.md from the schemas in shared/contracts, and the index of docs/decisions from its files.

  npm run docs -- [options]

  --check           writes nothing; fails where a page is not as its sources say
  --help            this text`;

const pages = () => [
  { file: 'docs/plan.md', text: planPage(planSchema()) },
  { file: 'docs/decisions/README.md', text: decisionsPage(readDecisions()) },
];

const current = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const read = readCommandLine({ command: 'npm run docs', help: helpText, options: { check: { type: 'boolean' } } });
const stale = read === undefined ? [] : pages().filter(({ file, text }) => current(file) !== text);
if (read?.values.check !== true) for (const { file, text } of stale) writeFileSync(file, text);
else if (stale.length > 0) {
  console.error(`${stale.map(({ file }) => file).join(', ')}: not as the sources say; run: npm run docs`);
  process.exitCode = 1;
}
