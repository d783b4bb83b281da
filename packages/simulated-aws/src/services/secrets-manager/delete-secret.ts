import type {
  DeleteSecretRequest,
  DeleteSecretResponse,
  RestoreSecretRequest,
  RestoreSecretResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsFault, type Call } from '../../call.ts';
import {
  findSecret,
  requireChangeable,
  requirePrimary,
  requireSecret,
  resourceOf,
  type Secret,
  type Store,
} from './secret.ts';

const usualWindowDays = 30;
const dayMs = 86_400_000;

/** docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export const deleteSecret =
  (store: Store) =>
  (input: DeleteSecretRequest, { region }: Call): DeleteSecretResponse => {
    const { RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: isForced = false, SecretId = '' } = input;
    if (isForced && days !== undefined)
      throw invalid("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    if (days !== undefined && (days < 7 || days > 30))
      throw invalid('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
    if (isForced) return force(store, region, SecretId);
    const secret = requireChangeable(store, region, SecretId);
    requireNoReplicas(secret);
    const at = store.world.clock.now();
    secret.deletion = { at, goneAt: at + store.world.awsTime(((days ?? usualWindowDays) * dayMs) / 1000) };
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(secret.deletion.goneAt) };
  };

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterException', message);

function requireNoReplicas({ arn, replicas }: Secret): void {
  if (replicas.size === 0) return;
  const regions = [...replicas.keys()].toSorted().join(', ');
  throw invalid(`You can't delete secret ${arn} that still has replica regions [${regions}].`);
}

/** Gone at once, and no error when it was gone before. */
function force(store: Store, region: string, id: string): DeleteSecretResponse {
  const secret = findSecret(store, region, id);
  if (secret !== undefined) {
    requirePrimary(secret);
    requireNoReplicas(secret);
  }
  if (secret !== undefined) store.secrets.splice(store.secrets.indexOf(secret), 1);
  const ARN = secret?.arn ?? resourceOf(store, region, id);
  return { ARN, Name: secret?.name ?? id, DeletionDate: new Date(store.world.clock.now()) };
}

export const restoreSecret =
  (store: Store) =>
  (input: RestoreSecretRequest, { region }: Call): RestoreSecretResponse => {
    const secret = requireSecret(store, region, input.SecretId);
    requirePrimary(secret);
    secret.deletion = undefined;
    return { ARN: secret.arn, Name: secret.name };
  };
