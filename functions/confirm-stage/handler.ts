import { plans } from 'lifeboat:plans';
import { ConfirmStageInput, ConfirmStageOutput } from '../../shared/contracts/recovery/confirm-stage.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectSignals, SignalSettings } from '../../shared/signals/connect-signals.ts';
import { createReadSignals } from '../../shared/signals/read-signals.ts';
import { confirmStage } from './confirm-stage.ts';

export const handler = task({
  name: 'confirm-stage',
  input: ConfirmStageInput,
  output: ConfirmStageOutput,
  environment: LedgerSettings.extend(SignalSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    readSignals: createReadSignals(connectSignals(environment), utcNow),
    now: utcNow,
  }),
  run: confirmStage,
});
