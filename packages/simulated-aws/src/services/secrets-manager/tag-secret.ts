import type { Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-secrets-manager';
import type { Call } from '../../call.ts';
import { spread } from './replicate.ts';
import { requireChangeable, type Secret, type Store } from './secret.ts';

export const tagsFrom = (tags: readonly Tag[] = []): Secret['tags'] =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export const tagResource =
  (store: Store) =>
  ({ SecretId, Tags }: TagResourceRequest, { region }: Call): object => {
    const secret = requireChangeable(store, region, SecretId);
    secret.tags = { ...secret.tags, ...tagsFrom(Tags) };
    spread(store, secret);
    return {};
  };

export const untagResource =
  (store: Store) =>
  ({ SecretId, TagKeys = [] }: UntagResourceRequest, { region }: Call): object => {
    const secret = requireChangeable(store, region, SecretId);
    secret.tags = Object.fromEntries(Object.entries(secret.tags).filter(([key]) => !TagKeys.includes(key)));
    spread(store, secret);
    return {};
  };
