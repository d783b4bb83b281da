import { plans } from 'lifeboat:plans';
import { briefly } from '../../shared/aws/clients.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { tryDoor } from '../../shared/aws/try-door.ts';
import { fenceDatabase } from '../../shared/steps/fence-database.ts';
import { stepTask } from '../../shared/steps/step-task.ts';

export const handler = stepTask({
  name: 'fence-database',
  plans,
  step: fenceDatabase,
  specOf: (planStep) => ('fenceDatabase' in planStep ? planStep.fenceDatabase : undefined),
  connect: () => ({ rds: connectRds(), tryDoor }),
  hasten: ({ rds, ...others }) => ({ ...others, rds: briefly(rds) }),
});
