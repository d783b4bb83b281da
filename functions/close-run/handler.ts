import { plans } from 'lifeboat:plans';
import { Nothing, RunRef } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { ControlSettings, connectControl, connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { createBuildRunRecord } from '../../shared/ledger/run-record.ts';
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
