import { plans } from 'lifeboat:plans';
import { connectSecrets, createGetSecret } from '../../shared/aws/get-secret.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { StepOutput } from '../../shared/contracts/recovery/run.ts';
import { LookInput } from '../../shared/contracts/verification/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectDatabase, createWithDatabase, NetworkSettings } from '../../shared/postgres/database.ts';
import { checkRestoredData } from './check-restored-data.ts';

export const handler = task({
  name: 'check-restored-data',
  input: LookInput,
  output: StepOutput,
  environment: LedgerSettings.extend(NetworkSettings.shape),
  connect: (environment) => {
    const getSecret = createGetSecret(connectSecrets());
    const withDatabase = createWithDatabase(getSecret, environment);
    return {
      plans,
      ledgerOf: connectLedgers(environment),
      access: { rds: connectRds(), getSecret, connect: connectDatabase, withDatabase, settings: environment },
      now: utcNow,
    };
  },
  run: checkRestoredData,
});
