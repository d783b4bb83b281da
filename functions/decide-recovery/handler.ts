import { plans } from 'lifeboat:plans';
import { DecideRecoveryOutput, RunRef } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { ControlSettings, connectControl, connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { connectSignals } from '../../shared/signals/connect-signals.ts';
import { createReadSignals } from '../../shared/signals/read-signals.ts';
import { decideRecovery } from './decide-recovery.ts';

export const handler = task({
  name: 'decide-recovery',
  input: RunRef,
  output: DecideRecoveryOutput,
  environment: LedgerSettings.extend(ControlSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    readSignals: createReadSignals(connectSignals(), utcNow),
    now: utcNow,
  }),
  run: decideRecovery,
});
