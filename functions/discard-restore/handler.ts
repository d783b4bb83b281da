import { plans } from 'lifeboat:plans';
import { connectRds } from '../../shared/aws/rds.ts';
import { StepOutput } from '../../shared/contracts/run.ts';
import { DiscardInput } from '../../shared/contracts/verification/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { ControlSettings, connectControl, connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { discardRestore } from './discard-restore.ts';
import { createSendDiscard } from './send-discard.ts';

export const handler = task({
  name: 'discard-restore',
  input: DiscardInput,
  output: StepOutput,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => {
    const rds = connectRds();
    return {
      plans,
      ledgerOf: connectLedgers(environment),
      control: connectControl(environment),
      rds,
      send: createSendDiscard(rds),
      now: utcNow,
    };
  },
  run: discardRestore,
});
