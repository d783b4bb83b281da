import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { listBackupObjects } from '../../shared/aws/find-backups/backup-objects.ts';
import { listCacheSnapshots } from '../../shared/aws/find-backups/cache-snapshots.ts';
import { listVolumeSnapshots } from '../../shared/aws/find-backups/volume-snapshots.ts';
import { read } from '../../shared/aws/read.ts';
import type { FindBackupDependencies } from './find-backup.ts';

type Clients = Readonly<{
  ec2: ClientsOf<EC2Client>;
  elastiCache: ClientsOf<ElastiCacheClient>;
  s3: ClientsOf<S3Client>;
}>;

export const createListBackups =
  ({ ec2, elastiCache, s3 }: Clients): FindBackupDependencies['list'] =>
  (verification, region) =>
    read(async () => {
      if ('cacheSnapshot' in verification)
        return await listCacheSnapshots(elastiCache, region, verification.cacheSnapshot.replicationGroup);
      if ('volumeSnapshots' in verification)
        return await listVolumeSnapshots(ec2, region, verification.volumeSnapshots.tag);
      return await listBackupObjects(s3, region, verification.backupObjects);
    });
