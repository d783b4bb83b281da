import { plans } from 'lifeboat:plans';
import { connectEcs } from '../../shared/aws/ecs.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { redeployService } from '../../shared/steps/redeploy-service/redeploy-service.ts';

export const handler = stepTask({
  name: 'redeploy-service',
  plans,
  step: redeployService,
  specOf: (planStep) => ('redeployService' in planStep ? planStep.redeployService : undefined),
  connect: () => ({ ecs: connectEcs() }),
});
