import { plans } from 'lifeboat:plans';
import { connectRds } from '../../shared/aws/rds.ts';
import { RunRef } from '../../shared/contracts/recovery/run.ts';
import { ListVerificationsOutput } from '../../shared/contracts/verification/run.ts';
import { ControlSettings, connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { connectUnsettled } from '../../shared/control/unsettled.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { listVerifications } from './list-verifications.ts';

export const handler = task({
  name: 'list-verifications',
  input: RunRef,
  output: ListVerificationsOutput,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    unsettled: connectUnsettled(environment),
    rds: connectRds(),
    now: utcNow,
  }),
  run: listVerifications,
});
