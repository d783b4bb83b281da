import type { DeleteDBInstanceCommandInput, DeleteDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { goDown, holding } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidCombination, invalidState } from '../faults.ts';
import { findInstance, type Store, setStatus } from '../store.ts';
import type { Instance } from './instance.ts';
import type { RestoreScene } from './make-copy.ts';
import { shown } from './shown.ts';

const vanish = async (store: Store, instance: Instance, { engine }: RestoreScene): Promise<void> => {
  const { clock, awsTime } = store.world;
  goDown(store, instance);
  await clock.sleep(awsTime(instance.durations.deleteSeconds));
  const { database, masterSecret } = instance;
  if (database !== undefined) await holding(clock, () => engine?.discard(database));
  if (masterSecret !== undefined) store.secrets.removeSecret(masterSecret.arn);
  addEvent(store, instance, { event: 'RDS-EVENT-0003' });
  instance.door.become('shut');
  store.instances.delete(instance.arn);
};

/**
 * API_DeleteDBInstance. With it go its automated backups and the secret that RDS manages for it. A final snapshot is not
 * modelled. An instance may be deleted while it is being made (I).
 */
export const deleteDbInstance =
  (store: Store, scene: RestoreScene) =>
  (input: DeleteDBInstanceCommandInput, call: Call): Omit<DeleteDBInstanceCommandOutput, '$metadata'> => {
    onlyModelled('rds:DeleteDBInstance', input, [
      'DBInstanceIdentifier',
      'SkipFinalSnapshot',
      'DeleteAutomatedBackups',
    ]);
    const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
    if (input.SkipFinalSnapshot !== true) {
      if (instance.source === undefined)
        throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
      throw notSimulated('rds:DeleteDBInstance with a final snapshot');
    }
    if (instance.deletionProtection)
      throw invalidCombination(
        'Cannot delete protected DB Instance, please disable deletion protection and try again.',
      );
    if (instance.status === 'deleting') throw invalidState(`Instance ${instance.id} is already being deleted.`);
    setStatus(store, instance, 'deleting');
    vanish(store, instance, scene).catch(() => setStatus(store, instance, 'failed'));
    return { DBInstance: shown(instance) };
  };
