// serverless.detector.yml reads from here what it runs: the functions that have to be where the copies of verifications are.

import { composeFunctions } from './compose-functions.js';
import { servedElsewhere } from './copy-askers.ts';
import { readFunctions } from './function-file.ts';
import { plansForStack } from './plans/stack-plans.ts';

const functions = async (variables) => {
  const { resolveConfigurationProperty } = variables;
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const place = { region, plans: Object.values(plansForStack(folder).plans) };
  const here = servedElsewhere(readFunctions(), place);
  return await composeFunctions(here.functions, variables, 'serverless.detector.yml');
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { functions as 'module.exports' };
