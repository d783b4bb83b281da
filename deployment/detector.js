// serverless.detector.yml reads from here what it forwards: the alarms of the plans in its Region, to their standby Regions; and the roles of
// what looks at copies there.

import { functionsElsewhere } from './copy-askers.ts';
import { detectorResources } from './detection/detector.ts';
import { readFunctions } from './function-file.ts';
import { readNetwork } from './network/network.ts';
import { readPlans } from './plans/read-plans.ts';
import { stackRefused } from './plans/stack-plans.ts';
import { roleName, roleOf } from './roles.ts';

const detector = async ({ resolveConfigurationProperty }) => {
  const name = await resolveConfigurationProperty(['service']);
  const stage = await resolveConfigurationProperty(['provider', 'stage']);
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const bus = await resolveConfigurationProperty(['custom', 'bus']);
  if (stackRefused({ folder, region, isDetector: true }) !== undefined) return { Resources: {} };
  const { network } = readNetwork(await resolveConfigurationProperty(['custom', 'network']));
  const plans = Object.values(readPlans(folder).plans);
  const copies = functionsElsewhere(readFunctions(), { region, plans });
  const roles = copies.functions.map((file) => [
    roleName(file.folder),
    roleOf(file, copies.plans, { name, stage, hasVpc: region in network }),
  ]);
  return {
    Resources: {
      ...detectorResources(plans, { region, bus, hasCopies: roles.length > 0 }),
      ...Object.fromEntries(roles),
    },
  };
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { detector as 'module.exports' };
