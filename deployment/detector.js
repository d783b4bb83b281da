// serverless.detector.yml reads from here what it forwards: the alarms of the plans in its Region, to their standby Regions; and the roles of
// what looks at copies there.

import { servedElsewhere } from './copy-askers.ts';
import { detectorResources } from './detection/detector.ts';
import { readFunctions } from './function-file.ts';
import { readNetwork } from './network/network.ts';
import { readPlans } from './plans/read-plans.ts';
import { stackRefused } from './plans/stack-plans.ts';
import { rolesOf } from './roles.ts';

const detector = async ({ resolveConfigurationProperty }) => {
  const name = await resolveConfigurationProperty(['service']);
  const stage = await resolveConfigurationProperty(['provider', 'stage']);
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const bus = await resolveConfigurationProperty(['custom', 'bus']);
  if (stackRefused({ folder, region, isDetector: true }) !== undefined) return { Resources: {} };
  const { network } = readNetwork(await resolveConfigurationProperty(['custom', 'network']));
  const plans = Object.values(readPlans(folder).plans);
  const copies = servedElsewhere(readFunctions(), { region, plans });
  const forwarding = detectorResources(plans, { region, bus, hasCopies: copies.functions.length > 0 });
  return { Resources: { ...forwarding, ...rolesOf(copies, { name, stage, hasVpc: region in network }) } };
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { detector as 'module.exports' };
