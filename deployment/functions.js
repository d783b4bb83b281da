// serverless.yml reads its functions from here: one per folder of functions/, as its function.yml says.

import { composeFunctions } from './compose-functions.js';
import { servedInStandby } from './copy-askers.ts';
import { readFunctions } from './function-file.ts';
import { plansForStack } from './plans/stack-plans.ts';

/** The values that a function may name in its `environment`, from serverless.yml's custom.environment. */
const functions = async (variables) => {
  const { resolveConfigurationProperty } = variables;
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const place = { region, plans: Object.values(plansForStack(folder).plans) };
  const here = servedInStandby(readFunctions(), place);
  return await composeFunctions(here.functions, variables, 'serverless.yml');
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { functions as 'module.exports' };
