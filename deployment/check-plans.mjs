// Serverless plugin: a stack without a plan, or with a plan that is not as it should be, is refused in a line or two before anything
// is packaged. What reads the plans before (roles.js and its like) leaves it to this.

import { stackRefused } from './plans/stack-plans.ts';

export default class CheckPlans {
  constructor(serverless) {
    this.hooks = {
      'before:package:cleanup': () => {
        const { custom, provider, service } = serverless.service;
        const refusal = stackRefused({
          folder: custom.plans,
          region: provider.region,
          isDetector: service.endsWith('-detector'),
        });
        if (refusal !== undefined) throw new serverless.classes.Error(refusal, 'PLANS');
      },
    };
  }
}
