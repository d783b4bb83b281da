import { plans } from 'lifeboat:plans';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectElastiCache } from '../../shared/aws/find-backups/cache-snapshots.ts';
import { connectS3 } from '../../shared/aws/s3.ts';
import { connectEc2 } from '../../shared/aws/security-group.ts';
import { FindBackupOutput, LookInput } from '../../shared/contracts/verification/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { findBackup } from './find-backup.ts';
import { createListBackups } from './list-backups.ts';

export const handler = task({
  name: 'find-backup',
  input: LookInput,
  output: FindBackupOutput,
  environment: LedgerSettings,
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    list: createListBackups({
      ec2: connectEc2(),
      elastiCache: connectElastiCache(),
      s3: connectS3(),
    }),
    now: utcNow,
    pause: (seconds) => sleep(seconds * 1000),
  }),
  run: findBackup,
});
