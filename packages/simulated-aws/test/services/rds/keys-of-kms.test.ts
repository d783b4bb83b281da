import { expect, it } from 'vitest';
import { createAws } from '../../../src/aws.ts';
import { createVirtualClock } from '../../../src/clock/virtual-clock.ts';
import { operate } from '../../../src/operate.ts';

const region = 'us-east-1';

/** RDS and KMS as they stand beside each other in the whole of the simulation. */
const scene = () => {
  const tell = () => undefined;
  const aws = createAws({ clock: createVirtualClock(), seed: 1, speed: 1, regions: [region], tell, onError: tell });
  const instance = { id: 'orders', resourceId: 'db-ORDERS' };
  aws.rds.addSnapshot({ id: 'night', region, instance, type: 'manual', isEncrypted: true });
  const copy = (target: string, KmsKeyId: string) =>
    operate(aws, {
      service: 'rds',
      region,
      operation: 'CopyDBSnapshot',
      input: { SourceDBSnapshotIdentifier: 'night', TargetDBSnapshotIdentifier: target, KmsKeyId },
    });
  return { aws, copy };
};

it('copies under a key of KMS for as long as the key is enabled', async () => {
  const { aws, copy } = scene();
  const KeyId = aws.kms.createKey({ region });
  const turn = (operation: string) => operate(aws, { service: 'kms', region, operation, input: { KeyId } });
  expect(await copy('one', KeyId)).toMatchObject({ DBSnapshot: { Encrypted: true, KmsKeyId: KeyId } });
  await turn('DisableKey');
  await expect(copy('two', KeyId)).rejects.toMatchObject({ code: 'KMSKeyNotAccessibleFault' });
  await turn('EnableKey');
  expect(await copy('three', KeyId)).toMatchObject({ DBSnapshot: { KmsKeyId: KeyId } });
  await expect(copy('four', KeyId.replace(/.$/, '!'))).rejects.toMatchObject({ code: 'KMSKeyNotAccessibleFault' });
});
