import { plans } from 'lifeboat:plans';
import { DecideRecoveryOutput, RunRef } from '../../shared/contracts/recovery/run.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  LedgerSettings,
} from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectSignals, SignalSettings } from '../../shared/signals/connect-signals.ts';
import { createReadSignals } from '../../shared/signals/read-signals.ts';
import { decideRecovery } from './decide-recovery.ts';

export const handler = task({
  name: 'decide-recovery',
  input: RunRef,
  output: DecideRecoveryOutput,
  environment: LedgerSettings.extend(ControlSettings.shape).extend(SignalSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    control: connectControl(environment),
    readSignals: createReadSignals(connectSignals(environment), utcNow),
    now: utcNow,
  }),
  run: decideRecovery,
});
