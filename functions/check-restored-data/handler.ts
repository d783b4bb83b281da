import { plans } from 'lifeboat:plans';
import { connectDatabase, createWithDatabase } from '../../shared/aws/database.ts';
import { connectSecrets, createGetSecret } from '../../shared/aws/get-secret.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { StepOutput } from '../../shared/contracts/run.ts';
import { LookInput } from '../../shared/contracts/verification/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { checkRestoredData } from './check-restored-data.ts';

export const handler = task({
  name: 'check-restored-data',
  input: LookInput,
  output: StepOutput,
  environment: LedgerSettings,
  connect: (environment) => {
    const getSecret = createGetSecret(connectSecrets());
    const withDatabase = createWithDatabase(getSecret);
    return {
      plans,
      ledgerOf: connectLedgers(environment),
      access: { rds: connectRds(), getSecret, connect: connectDatabase, withDatabase },
      now: utcNow,
    };
  },
  run: checkRestoredData,
});
