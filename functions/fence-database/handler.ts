import { plans } from 'lifeboat:plans';
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
});
