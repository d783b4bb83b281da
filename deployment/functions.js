// serverless.yml reads its functions from here: one per folder of functions/, as its function.yml says.
import { functionKey, readFunctions } from './function-file.ts';
import { readNetwork } from './network/network.ts';
import { roleName } from './roles.ts';

/** The values that a function may name in its `environment`, from serverless.yml's custom.environment. */
const functions = async ({ resolveConfigurationProperty }) => {
  const values = await resolveConfigurationProperty(['custom', 'environment']);
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const { network } = readNetwork(await resolveConfigurationProperty(['custom', 'network']));
  const vpc = network[region];
  const given = { ...values, NETWORK: vpc ? 'vpc' : 'outside' };
  const environmentOf = (file) =>
    Object.fromEntries(
      file.environment.map((name) => {
        if (!(name in given))
          throw new Error(`functions/${file.folder}/function.yml: serverless.yml has no value for ${name}`);
        return [name, given[name]];
      }),
    );
  return Object.fromEntries(
    readFunctions().map((file) => [
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

const inFramework = ({ subnets, securityGroups }) => ({
  subnetIds: [...subnets],
  securityGroupIds: [...securityGroups],
});

// The Serverless Framework requires this file: what it gets is the function itself.
export { functions as 'module.exports' };
