import { plans } from 'lifeboat:plans';
import { connectCloudWatch } from '../../shared/aws/cloud-watch.ts';
import { createWithDatabase } from '../../shared/aws/database.ts';
import { connectSecrets, createGetSecret } from '../../shared/aws/get-secret.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { DecideRecoveryOutput, RunRef } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { connectSignals, SignalSettings } from '../../shared/signals/connect-signals.ts';
import { createReadSignals } from '../../shared/signals/read-signals.ts';
import { decideRecovery } from './decide-recovery.ts';
import { createInspect } from './inspect.ts';

export const handler = task({
  name: 'decide-recovery',
  input: RunRef,
  output: DecideRecoveryOutput,
  environment: LedgerSettings.extend(SignalSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    readSignals: createReadSignals(connectSignals(environment), utcNow),
    inspect: createInspect({
      rds: connectRds(),
      cloudWatch: connectCloudWatch(),
      withDatabase: createWithDatabase(createGetSecret(connectSecrets())),
    }),
    now: utcNow,
  }),
  run: decideRecovery,
});
