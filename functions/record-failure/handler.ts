import { Nothing, RecordFailureInput } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { recordFailure } from './record-failure.ts';

export const handler = task({
  name: 'record-failure',
  input: RecordFailureInput,
  output: Nothing,
  environment: LedgerSettings,
  connect: (environment) => ({ ledgerOf: connectLedgers(environment) }),
  run: recordFailure,
});
