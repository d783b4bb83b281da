import { plans } from 'lifeboat:plans';
import { briefly } from '../../shared/aws/clients.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { connectPromoteReplica } from '../../shared/steps/promote-replica/connect.ts';
import { promoteReplica } from '../../shared/steps/promote-replica/promote-replica.ts';

export const handler = stepTask({
  name: 'promote-replica',
  plans,
  step: promoteReplica,
  specOf: (planStep) => ('promoteReplica' in planStep ? planStep.promoteReplica : undefined),
  connect: connectPromoteReplica,
  hasten: ({ rds, ...others }) => ({ ...others, rds: briefly(rds) }),
});
