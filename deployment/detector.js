// serverless.detector.yml reads from here what it forwards: the alarms of the plans in its Region, to their standby Regions.

import { detectorResources } from './detection/detector.ts';
import { readPlans } from './plans/read-plans.ts';
import { stackRefused } from './plans/stack-plans.ts';

const detector = async ({ resolveConfigurationProperty }) => {
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const folder = await resolveConfigurationProperty(['custom', 'plans']);
  const bus = await resolveConfigurationProperty(['custom', 'bus']);
  if (stackRefused({ folder, region, isDetector: true }) !== undefined) return { Resources: {} };
  return { Resources: detectorResources(Object.values(readPlans(folder).plans), { region, bus }) };
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { detector as 'module.exports' };
