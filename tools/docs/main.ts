import { readFileSync, writeFileSync } from 'node:fs';
import { planSchema } from '../../deployment/plans/plan-schema.ts';
import { decisionsPage, readDecisions } from './decisions.ts';
import { planPage } from './plan-page.ts';

const pages = [
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

const stale = pages.filter(({ file, text }) => current(file) !== text);
if (!process.argv.includes('--check')) for (const { file, text } of stale) writeFileSync(file, text);
else if (stale.length > 0) {
  console.error(`${stale.map(({ file }) => file).join(', ')}: not as the sources say; run: npm run docs`);
  process.exitCode = 1;
}
