import { plans } from 'lifeboat:plans';
import { Nothing, RunRef } from '../../shared/contracts/recovery/run.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { createBuildRunRecord } from '../../shared/report/recovery/run-record.ts';
import { closeRun } from './close-run.ts';

export const handler = task({
  name: 'close-run',
  input: RunRef,
  output: Nothing,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    buildRecord: createBuildRunRecord(plans, utcNow),
  }),
  run: closeRun,
});
