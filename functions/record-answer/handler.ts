import { RecordAnswerInput, RecordAnswerOutput } from '../../shared/contracts/run.ts';
import { connectVerifyIdentity } from '../../shared/identity/verify-identity.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { recordAnswer } from './record-answer.ts';

export const handler = task({
  name: 'record-answer',
  input: RecordAnswerInput,
  output: RecordAnswerOutput,
  environment: LedgerSettings,
  connect: (environment) => ({
    ledgerOf: connectLedgers(environment),
    verifyIdentity: connectVerifyIdentity(utcNow),
  }),
  run: recordAnswer,
});
