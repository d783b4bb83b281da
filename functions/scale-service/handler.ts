import { plans } from 'lifeboat:plans';
import { connectEcs } from '../../shared/aws/ecs.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { scaleService } from '../../shared/steps/scale-service/scale-service.ts';

export const handler = stepTask({
  name: 'scale-service',
  plans,
  step: scaleService,
  specOf: (planStep) => ('scaleService' in planStep ? planStep.scaleService : undefined),
  connect: () => ({ ecs: connectEcs() }),
});
