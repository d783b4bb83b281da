import { plans } from 'lifeboat:plans';
import { connectRds } from '../../shared/aws/rds.ts';
import { StepOutput } from '../../shared/contracts/run.ts';
import { LookInput } from '../../shared/contracts/verification/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { ControlSettings, connectControl, connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { restoreDatabase } from './restore-database.ts';
import { createSendRestore } from './send-restore.ts';

export const handler = task({
  name: 'restore-database',
  input: LookInput,
  output: StepOutput,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => {
    const rds = connectRds();
    return {
      plans,
      ledgerOf: connectLedgers(environment),
      control: connectControl(environment),
      rds,
      send: createSendRestore(rds),
      now: utcNow,
    };
  },
  run: restoreDatabase,
});
