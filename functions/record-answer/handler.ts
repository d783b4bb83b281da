import { RecordAnswerInput, RecordAnswerOutput } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { recordAnswer } from './record-answer.ts';

export const handler = task({
  name: 'record-answer',
  input: RecordAnswerInput,
  output: RecordAnswerOutput,
  environment: LedgerSettings,
  connect: (environment) => ({ ledgerOf: connectLedgers(environment) }),
  run: recordAnswer,
});
