import type { SimulatedAws } from 'simulated-aws';
import type { Credentials } from './databases.ts';
import { type PlanParts, stepsWith } from './plan-parts.ts';

export type ConfigurationSettings = Readonly<{
  aws: SimulatedAws;
  parts: PlanParts;
  credentials: Credentials;
  /** Address of the primary database: what the configuration names before the failover. */
  primaryAddress: string;
}>;

/** Name of the secret that tells the application of a Region where its database is. */
export const applicationSecret = (parts: PlanParts): string => {
  const target = stepsWith(parts.steps, 'updateConfiguration')[0]?.updateConfiguration.target;
  return target !== undefined && 'secret' in target ? target.secret : `${parts.plan.plan}/database`;
};

/** Secrets and parameters in both Regions, as the plan names them, all of them pointing at the primary. */
export const buildConfiguration = ({ aws, parts, credentials, primaryAddress }: ConfigurationSettings): void => {
  const { primary, standby } = parts.plan.regions;
  const { name: username, password } = credentials.application;
  const value = JSON.stringify({ host: primaryAddress, username, password });
  for (const region of [primary, standby])
    aws.secretsManager.addSecret({ region, name: applicationSecret(parts), value });

  const readers = [
    ...stepsWith(parts.steps, 'promoteReplica').map((step) => step.promoteReplica.secret),
    ...stepsWith(parts.steps, 'checkData').map((step) => step.checkData.secret),
  ];
  const { reader } = credentials;
  const login = JSON.stringify({ username: reader.name, password: reader.password });
  for (const name of new Set(readers))
    for (const region of [primary, standby]) aws.secretsManager.addSecret({ region, name, value: login });

  for (const { updateConfiguration } of stepsWith(parts.steps, 'updateConfiguration'))
    if ('parameter' in updateConfiguration.target)
      aws.ssm.addParameter({ region: standby, name: updateConfiguration.target.parameter, value: primaryAddress });
};
