import { plans } from 'lifeboat:plans';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Nothing } from '../../shared/contracts/recovery/run.ts';
import { ControlSettings } from '../../shared/control/connect-tables.ts';
import { connectVerified } from '../../shared/control/verified.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { createPublishAge } from './publish-age.ts';
import { watchVerifications } from './watch-verifications.ts';

export const handler = task({
  name: 'watch-verifications',
  input: Nothing,
  output: Nothing,
  environment: ControlSettings,
  connect: (environment) => ({
    plans,
    verified: connectVerified(environment),
    publish: createPublishAge(new CloudWatchClient(ownRegion)),
    now: utcNow,
  }),
  run: watchVerifications,
});
