import type {
  RemoveRegionsFromReplicationRequest,
  RemoveRegionsFromReplicationResponse,
  ReplicateSecretToRegionsRequest,
  ReplicateSecretToRegionsResponse,
  StopReplicationToReplicaRequest,
  StopReplicationToReplicaResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsFault, type Call } from '../../call.ts';
import { addReplicas, checkRegions, replicaArn, replicationOf } from './replicate.ts';
import { requireChangeable, requireUsable, type Store } from './secret.ts';

/** docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html */
export const replicateSecretToRegions =
  (store: Store) =>
  (input: ReplicateSecretToRegionsRequest, { region }: Call): ReplicateSecretToRegionsResponse => {
    const secret = requireChangeable(store, region, input.SecretId);
    const regions = checkRegions(region, input.AddReplicaRegions);
    addReplicas(store, secret, { regions, isForced: input.ForceOverwriteReplicaSecret === true });
    return { ARN: secret.arn, ...replicationOf(secret) };
  };

/** …/API_RemoveRegionsFromReplication.html: the replicas are deleted. */
export const removeRegionsFromReplication =
  (store: Store) =>
  (input: RemoveRegionsFromReplicationRequest, { region }: Call): RemoveRegionsFromReplicationResponse => {
    const secret = requireChangeable(store, region, input.SecretId);
    for (const away of input.RemoveReplicaRegions ?? []) {
      const arn = replicaArn(secret.arn, away);
      const index = store.secrets.findIndex((one) => one.arn === arn && one.primaryRegion === region);
      if (secret.replicas.delete(away) && index >= 0) store.secrets.splice(index, 1);
    }
    return { ARN: secret.arn, ...replicationOf(secret) };
  };

/** …/API_StopReplicationToReplica.html: asked in the Region of the replica, which is a secret of its own from then on. */
export const stopReplicationToReplica =
  (store: Store) =>
  (input: StopReplicationToReplicaRequest, { region }: Call): StopReplicationToReplicaResponse => {
    const secret = requireUsable(store, region, input.SecretId);
    const { arn, primaryRegion } = secret;
    // (I) Its words are not documented; that it must be asked of a replica is.
    if (primaryRegion === undefined)
      throw new AwsFault(
        'InvalidParameterException',
        "Operation not permitted on a primary secret. Call must be made in replica secret's region.",
      );
    store.secrets.find((one) => one.arn === replicaArn(arn, primaryRegion))?.replicas.delete(region);
    secret.primaryRegion = undefined;
    return { ARN: arn };
  };
