import { plans } from 'lifeboat:plans';
import { connectSecrets, createGetSecret } from '../../shared/aws/get-secret.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { connectSsm } from '../../shared/aws/ssm.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { updateConfiguration } from '../../shared/steps/update-configuration/update-configuration.ts';

export const handler = stepTask({
  name: 'update-configuration',
  plans,
  step: updateConfiguration,
  specOf: (planStep) => ('updateConfiguration' in planStep ? planStep.updateConfiguration : undefined),
  connect: () => {
    const secrets = connectSecrets();
    return { rds: connectRds(), ssm: connectSsm(), secrets, getSecret: createGetSecret(secrets) };
  },
});
