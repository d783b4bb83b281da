import { plans } from 'lifeboat:plans';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Nothing, RunRef } from '../../shared/contracts/recovery/run.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { connectUnsettled } from '../../shared/control/unsettled.ts';
import { connectVerified } from '../../shared/control/verified.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { createBuildVerification } from '../../shared/verification/build-verification.ts';
import { closeVerification } from './close-verification.ts';
import { createPublishResults } from './publish-results.ts';

export const handler = task({
  name: 'close-verification',
  input: RunRef,
  output: Nothing,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => ({
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    verified: connectVerified(environment),
    unsettled: connectUnsettled(environment),
    buildRecord: createBuildVerification(plans, utcNow),
    publish: createPublishResults(new CloudWatchClient(ownRegion)),
  }),
  run: closeVerification,
});
