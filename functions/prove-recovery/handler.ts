import { plans } from 'lifeboat:plans';
import { Nothing, RunRef } from '../../shared/contracts/recovery/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { proveRecovery } from './prove-recovery.ts';

export const handler = task({
  name: 'prove-recovery',
  input: RunRef,
  output: Nothing,
  environment: LedgerSettings,
  connect: (environment) => ({ plans, ledgerOf: connectLedgers(environment) }),
  run: proveRecovery,
});
