import { plans } from 'lifeboat:plans';
import { connectRds } from '../../shared/aws/rds.ts';
import { RunRef } from '../../shared/contracts/run.ts';
import { ListVerificationsOutput } from '../../shared/contracts/verification/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { listVerifications } from './list-verifications.ts';

export const handler = task({
  name: 'list-verifications',
  input: RunRef,
  output: ListVerificationsOutput,
  environment: LedgerSettings,
  connect: (environment) => ({ plans, ledgerOf: connectLedgers(environment), rds: connectRds(), now: utcNow }),
  run: listVerifications,
});
