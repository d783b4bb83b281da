import { plans } from 'lifeboat:plans';
import { connectRds } from '../../shared/aws/rds.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectDatabases } from '../../shared/postgres/connect.ts';
import { checkData } from '../../shared/steps/check-data/check-data.ts';

export const handler = stepTask({
  name: 'check-data',
  plans,
  step: checkData,
  specOf: (planStep) => ('checkData' in planStep ? planStep.checkData : undefined),
  connect: () => ({
    rds: connectRds(),
    withDatabase: connectDatabases(),
    now: utcNow,
  }),
});
