import { readFileSync } from 'node:fs';
import { inWords } from '../../../deployment/plans/explain.ts';
import { parsePlan } from '../../../deployment/plans/parse-plan.ts';
import { draftLandscape, refusalsOf } from '../../../rehearsal/landscape/draft/draft-landscape.ts';

const file = 'test/rehearsal/plans/saffron.yml';
const text = readFileSync(file, 'utf8');

/** What takes the place of what in the text of the plan; each must be there. */
export type Edits = readonly (readonly [from: string | RegExp, to: string])[];

const edited = (edits: Edits): string =>
  edits.reduce((before, [from, to]) => {
    const after = before.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to);
    if (after === before) throw new Error(`the plan has no ${String(from)}`);
    return after;
  }, text);

/** The plan of the made-up company with these changes, and the runbook that is to be rehearsed. */
const wanted = (edits: Edits, name: string) => {
  const { plan, problems, ...rest } = parsePlan(edited(edits), file);
  if (plan === undefined) throw new Error(problems.map(inWords).join('\n'));
  const runbook = Object.entries(plan.runbooks).find(([one]) => one === name)?.[1];
  if (runbook === undefined) throw new Error(`no runbook ${name}`);
  return { plan, runbook, rehearsal: 'rehearsal' in rest ? rest.rehearsal : undefined };
};

export const draftOf = (edits: Edits = [], runbook = 'to-frankfurt') => draftLandscape(wanted(edits, runbook));

/** What cannot be staged. */
export const refusedOf = (edits: Edits, runbook = 'to-frankfurt') => refusalsOf(wanted(edits, runbook));

/** What `npm run plans` says of it. */
export const problemsOf = (edits: Edits): string[] => parsePlan(edited(edits), file).problems.map(inWords);

export const hashOf = (edits: Edits): string | undefined => parsePlan(edited(edits), file).plan?.hash;
