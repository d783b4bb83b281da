import { existsSync } from 'node:fs';
import { hasPlans, type ReadPlans, readPlans } from '../../deployment/plans/read-plans.ts';
import { testPlans } from '../support/plans.ts';

export const folder = 'plans';

const none: ReadPlans = { plans: {}, rehearsals: {}, warnings: [] };

/** What users have, whatever that is: nothing here knows a name of it. Throws what is wrong with a plan. */
export const plansOfUsers = (): ReadPlans => (existsSync(folder) && hasPlans(folder) ? readPlans(folder) : none);

/** The tests of the product are about the same plan: what it does has been seen. */
export const isTestedAlready = (hash: string): boolean =>
  Object.values(readPlans(testPlans).plans).some((plan) => plan.hash === hash);
