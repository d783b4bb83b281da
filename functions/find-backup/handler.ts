import { plans } from 'lifeboat:plans';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { clientsOf } from '../../shared/aws/clients.ts';
import { connectS3 } from '../../shared/aws/s3.ts';
import { FindBackupOutput, LookInput } from '../../shared/contracts/verification/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
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
      ec2: clientsOf((settings) => new EC2Client(settings)),
      elastiCache: clientsOf((settings) => new ElastiCacheClient(settings)),
      s3: connectS3(),
    }),
    now: utcNow,
  }),
  run: findBackup,
});
