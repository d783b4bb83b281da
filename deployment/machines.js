// serverless.yml reads the state machines from here: each file of state-machines/, with what it needs of the stack.
import { machineResources } from './machines/resources.ts';

const machines = async ({ resolveConfigurationProperty }) => {
  const service = await resolveConfigurationProperty(['service']);
  const stage = await resolveConfigurationProperty(['provider', 'stage']);
  const retention = await resolveConfigurationProperty(['provider', 'logRetentionInDays']);
  return { Resources: machineResources({ name: `${service}-${stage}`, retention }) };
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { machines as 'module.exports' };
