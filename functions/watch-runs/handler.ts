import { plans } from 'lifeboat:plans';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { createListEnded } from '../../shared/aws/list-ended.ts';
import { createLookAtExecution } from '../../shared/aws/look-at-execution.ts';
import { createStartExecution } from '../../shared/aws/start-execution.ts';
import { Nothing } from '../../shared/contracts/recovery/run.ts';
import { ControlSettings } from '../../shared/control/connect-tables.ts';
import { connectLockHolder } from '../../shared/control/lock-holder.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { watchRuns } from './watch-runs.ts';

export const handler = task({
  name: 'watch-runs',
  input: Nothing,
  output: Nothing,
  environment: ControlSettings.extend({ SETTLE_RUN_ARN: z.string().startsWith('arn:') }),
  connect: (environment) => {
    const client = new SFNClient(ownRegion);
    return {
      plans,
      readHolder: connectLockHolder(environment),
      listEnded: createListEnded(client),
      lookAtExecution: createLookAtExecution(client),
      startExecution: createStartExecution(client),
      settleRunArn: environment.SETTLE_RUN_ARN,
      now: utcNow,
    };
  },
  run: watchRuns,
});
