// serverless.yml reads from here what wakes the detection of its plans.

import { detectionResources } from './detection/stack.ts';
import { plansOf } from './plans/read-plans.ts';
import { plansForStack } from './plans/stack-plans.ts';

const detection = async ({ resolveConfigurationProperty }) => {
  const service = await resolveConfigurationProperty(['service']);
  const stage = await resolveConfigurationProperty(['provider', 'stage']);
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const plans = Object.values(plansOf(region, plansForStack(folder)));
  return { Resources: detectionResources(plans, { name: `${service}-${stage}`, region }) };
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { detection as 'module.exports' };
