// serverless.yml reads its functions from here: one per folder of functions/, as its function.yml says.

import { composeFunctions } from './compose-functions.js';
import { functionsInStandby } from './copy-askers.ts';
import { readFunctions } from './function-file.ts';
import { plansOf } from './plans/read-plans.ts';
import { plansForStack } from './plans/stack-plans.ts';

/** The values that a function may name in its `environment`, from serverless.yml's custom.environment. */
const functions = async (variables) => {
  const { resolveConfigurationProperty } = variables;
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const plans = Object.values(plansOf(region, plansForStack(folder)));
  return await composeFunctions(functionsInStandby(readFunctions(), { region, plans }), variables, 'serverless.yml');
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { functions as 'module.exports' };
