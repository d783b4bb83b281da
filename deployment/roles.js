// serverless.yml reads the roles of its functions from here: derived from each function.yml and from the plans.

import { servedInStandby } from './copy-askers.ts';
import { readFunctions } from './function-file.ts';
import { readNetwork } from './network/network.ts';
import { plansForStack } from './plans/stack-plans.ts';
import { rolesOf } from './roles.ts';

const roles = async ({ resolveConfigurationProperty }) => {
  const name = await resolveConfigurationProperty(['service']);
  const stage = await resolveConfigurationProperty(['provider', 'stage']);
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const { network } = readNetwork(await resolveConfigurationProperty(['custom', 'network']));
  const place = { region, plans: Object.values(plansForStack(folder).plans) };
  return { Resources: rolesOf(servedInStandby(readFunctions(), place), { name, stage, hasVpc: region in network }) };
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { roles as 'module.exports' };
