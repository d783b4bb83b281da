import { plans } from 'lifeboat:plans';
import { createWithDatabase } from '../../shared/aws/database.ts';
import { connectSecrets, createGetSecret } from '../../shared/aws/get-secret.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { checkData } from '../../shared/steps/check-data.ts';
import { stepTask } from '../../shared/steps/step-task.ts';

export const handler = stepTask({
  name: 'check-data',
  plans,
  step: checkData,
  specOf: (planStep) => ('checkData' in planStep ? planStep.checkData : undefined),
  connect: () => ({
    rds: connectRds(),
    withDatabase: createWithDatabase(createGetSecret(connectSecrets())),
    now: utcNow,
  }),
});
