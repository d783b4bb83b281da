import { plans } from 'lifeboat:plans';
import { connectEcs } from '../../shared/aws/ecs.ts';
import { scaleService } from '../../shared/steps/scale-service.ts';
import { stepTask } from '../../shared/steps/step-task.ts';

export const handler = stepTask({
  name: 'scale-service',
  plans,
  step: scaleService,
  specOf: (planStep) => ('scaleService' in planStep ? planStep.scaleService : undefined),
  connect: () => ({ ecs: connectEcs() }),
});
