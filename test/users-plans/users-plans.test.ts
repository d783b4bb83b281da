import { expect, it } from 'vitest';
import { inWords } from '../../deployment/plans/explain.ts';
import { folder, plansOfUsers } from './of-users.ts';

it(`takes every plan of ${folder}/, each with the name of its file`, () => {
  const { plans, warnings } = plansOfUsers();
  expect(Object.entries(plans).filter(([name, plan]) => plan.plan !== name)).toEqual([]);
  // Warnings are for people to read: npm run plans prints them.
  for (const warning of warnings) expect(inWords(warning)).toMatch(new RegExp(`^${folder}/.+\\.yml:\\d+: `));
});
