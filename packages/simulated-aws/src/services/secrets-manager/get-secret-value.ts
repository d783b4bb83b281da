import type {
  DescribeSecretCommandInput,
  DescribeSecretCommandOutput,
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import { AwsFault, type Call } from '../../call.ts';
import { replicationOf } from './replicate.ts';
import { requireSecret, requireUsable, type Secret, type Store, type Version } from './secret.ts';
import { shownSecret, stagesByVersion } from './shown.ts';

export const getSecretValue =
  (store: Store) =>
  (input: GetSecretValueCommandInput, call: Call): Omit<GetSecretValueCommandOutput, '$metadata'> => {
    const secret = requireUsable(store, call.region, input.SecretId);
    const { id, content, stages, createdAt } = versionOf(secret, input);
    store.keys.requireRead(secret.kmsKey, call);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: id,
      ...content,
      VersionStages: [...stages],
      CreatedDate: new Date(createdAt),
    };
  };

function versionOf(secret: Secret, input: GetSecretValueCommandInput): Version {
  const { VersionId: id, VersionStage: stage } = input;
  if (id === undefined) {
    const wanted = stage ?? 'AWSCURRENT';
    const staged = [...secret.versions.values()].find(({ stages }) => stages.has(wanted));
    if (staged === undefined) throw notFound(`staging label: ${wanted}`);
    return staged;
  }
  const version = secret.versions.get(id);
  if (version === undefined) throw notFound(`VersionId: ${id}`);
  if (stage !== undefined && !version.stages.has(stage))
    throw new AwsFault('InvalidRequestException', 'The VersionStage is not attached to the given VersionId.');
  return version;
}

const notFound = (what: string): AwsFault =>
  new AwsFault('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`);

export const describeSecret =
  (store: Store) =>
  (input: DescribeSecretCommandInput, call: Call): Omit<DescribeSecretCommandOutput, '$metadata'> => {
    const secret = requireSecret(store, call.region, input.SecretId);
    return {
      ...shownSecret(secret),
      ...replicationOf(secret),
      RotationEnabled: false,
      VersionIdsToStages: stagesByVersion(secret),
    };
  };
