import { plans } from 'lifeboat:plans';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStateOfExecution } from '../../shared/aws/state-of-execution.ts';
import { OpenRunInput, OpenRunOutput } from '../../shared/contracts/recovery/run.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { connectVerifyIdentity } from '../../shared/identity/verify-identity.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { openRun } from './open-run.ts';

export const handler = task({
  name: 'open-run',
  input: OpenRunInput,
  output: OpenRunOutput,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    stateOfExecution: createStateOfExecution(new SFNClient(ownRegion)),
    verifyIdentity: connectVerifyIdentity(utcNow),
    now: utcNow,
  }),
  run: openRun,
});
