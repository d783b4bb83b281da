// What the two stacks have in common in how they make their functions of function.yml.

import { functionKey } from './function-file.ts';
import { readNetwork } from './network/network.ts';
import { roleName } from './roles.ts';

const inFramework = ({ subnets, securityGroups }) => ({
  subnetIds: [...subnets],
  securityGroupIds: [...securityGroups],
});

/** Functions as the framework wants them, by key, in the order of their folders. `config`: the file that says what a function may ask for. */
export const composeFunctions = async (files, { resolveConfigurationProperty }, config) => {
  const values = await resolveConfigurationProperty(['custom', 'environment']);
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const { network } = readNetwork(await resolveConfigurationProperty(['custom', 'network']));
  const vpc = network[region];
  const given = { ...values, NETWORK: vpc ? 'vpc' : 'outside' };
  const environmentOf = (file) =>
    Object.fromEntries(
      file.environment.map((name) => {
        if (!(name in given))
          throw new Error(`functions/${file.folder}/function.yml: ${config} has no value for ${name}`);
        return [name, given[name]];
      }),
    );
  return Object.fromEntries(
    files.map((file) => [
      functionKey(file.folder),
      {
        handler: `functions/${file.folder}/handler.handler`,
        description: file.description,
        timeout: file.timeout,
        memorySize: file.memory,
        environment: environmentOf(file),
        role: roleName(file.folder),
        ...(vpc && file.connectsToDatabases ? { vpc: inFramework(vpc) } : {}),
      },
    ]),
  );
};
