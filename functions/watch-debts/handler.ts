import { plans } from 'lifeboat:plans';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { createLookAtExecution } from '../../shared/aws/look-at-execution.ts';
import { createStartExecution } from '../../shared/aws/start-execution.ts';
import { Nothing } from '../../shared/contracts/recovery/run.ts';
import { ControlSettings } from '../../shared/control/connect-tables.ts';
import { connectDebts } from '../../shared/control/debts.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { watchDebts } from './watch-debts.ts';

const arn = z.string().startsWith('arn:');

export const handler = task({
  name: 'watch-debts',
  input: Nothing,
  output: Nothing,
  environment: ControlSettings.extend({ PAY_FENCE_ARN: arn, SETTLE_RUN_ARN: arn }),
  connect: (environment) => {
    const client = new SFNClient(ownRegion);
    return {
      plans,
      debts: connectDebts(environment),
      lookAtExecution: createLookAtExecution(client),
      startExecution: createStartExecution(client),
      payFenceArn: environment.PAY_FENCE_ARN,
      settleRunArn: environment.SETTLE_RUN_ARN,
    };
  },
  run: watchDebts,
});
