import { RecordAnswerInput, RecordAnswerOutput } from '../../shared/contracts/recovery/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { connectVerifyIdentity } from '../../shared/identity/verify-identity.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
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
