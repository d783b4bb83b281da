import type { Store } from '../store.ts';
import type { Instance } from './instance.ts';

type Managed = Pick<Instance, 'region' | 'arn' | 'masterUsername' | 'masterSecret'>;

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html: RDS makes the password, keeps it in a secret whose name
 * nobody chooses, tags it with the instance it is of, and deletes it with the instance. Its rotation is not modelled.
 */
export function manageMasterPassword(store: Store, instance: Managed): string {
  const { random } = store.world;
  const password = random.hex(28);
  const { region, masterUsername: username } = instance;
  const { arn } = store.secrets.addSecret({
    region,
    name: `rds!${isCluster(instance) ? 'cluster' : 'db'}-${random.uuid()}`,
    value: JSON.stringify({ username, password }),
    tags: { [ownerTag(instance)]: instance.arn, 'aws:secretsmanager:owningService': 'rds' },
  });
  instance.masterSecret = { arn, status: 'creating' };
  return password;
}

const isCluster = ({ arn }: Managed): boolean => arn.includes(':cluster:');
const ownerTag = (instance: Managed): string =>
  isCluster(instance) ? 'aws:rds:primaryDBClusterArn' : 'aws:rds:primaryDBInstanceArn';

export function activateSecret(instance: Instance): void {
  if (instance.masterSecret !== undefined) instance.masterSecret = { ...instance.masterSecret, status: 'active' };
}
