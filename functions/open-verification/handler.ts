import { plans } from 'lifeboat:plans';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStateOfExecution } from '../../shared/aws/state-of-execution.ts';
import { OpenVerificationInput, OpenVerificationOutput } from '../../shared/contracts/verification/run.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { connectUnsettled } from '../../shared/control/unsettled.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { openVerification } from './open-verification.ts';

export const handler = task({
  name: 'open-verification',
  input: OpenVerificationInput,
  output: OpenVerificationOutput,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    unsettled: connectUnsettled(environment),
    stateOfExecution: createStateOfExecution(new SFNClient(ownRegion)),
  }),
  run: openVerification,
});
