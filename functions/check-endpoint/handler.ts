import { plans } from 'lifeboat:plans';
import { askEndpoint } from '../../shared/aws/ask-endpoint.ts';
import { findAddress } from '../../shared/aws/find-address.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { checkEndpoint } from '../../shared/steps/check-endpoint/check-endpoint.ts';

export const handler = stepTask({
  name: 'check-endpoint',
  plans,
  step: checkEndpoint,
  specOf: (planStep) => ('checkEndpoint' in planStep ? planStep.checkEndpoint : undefined),
  connect: () => ({ askEndpoint, findAddress, now: utcNow }),
});
