import { plans } from 'lifeboat:plans';
import { askDns } from '../../shared/aws/ask-dns.ts';
import { briefly } from '../../shared/aws/clients.ts';
import { connectRoute53 } from '../../shared/aws/route53.ts';
import { connectS3 } from '../../shared/aws/s3.ts';
import { stepTask } from '../../shared/executor/step-task.ts';
import { switchDns } from '../../shared/steps/switch-dns/switch-dns.ts';

export const handler = stepTask({
  name: 'switch-dns',
  plans,
  step: switchDns,
  specOf: (planStep) => ('switchDns' in planStep ? planStep.switchDns : undefined),
  connect: () => ({ route53: connectRoute53(), s3: connectS3(), askDns }),
  hasten: ({ route53, ...others }) => ({ ...others, route53: briefly(route53) }),
});
