import type {
  Filter,
  ListSecretsRequest,
  ListSecretsResponse,
  ListSecretVersionIdsRequest,
  ListSecretVersionIdsResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import { type Page, pageWithin } from '../page.ts';
import { requireSecret, type Secret, type Store, secretsIn } from './secret.ts';
import { shownSecret, stagesByVersion } from './shown.ts';

const largestPage = 100;

const rules = {
  most: largestPage,
  wrongSize: (message: string) => new AwsFault('InvalidParameterException', message),
  wrongToken: () => new AwsFault('InvalidNextTokenException', 'The NextToken value is invalid.'),
};

export const listSecrets =
  (store: Store) =>
  (input: ListSecretsRequest, { region }: Call): ListSecretsResponse => {
    const { Filters: filters = [], IncludePlannedDeletion: isDeletionShown = false } = input;
    const found = secretsIn(store, region)
      .filter(({ deletion }) => isDeletionShown || deletion === undefined)
      .filter((secret) => filters.every(meets(secret)));
    const { items, next } = pageOfAll(found, input);
    return {
      SecretList: items.map((secret) => ({ ...shownSecret(secret), SecretVersionsToStages: stagesByVersion(secret) })),
      ...defined({ NextToken: next }),
    };
  };

/** By the beginning of the name alone; other filters are refused. */
const meets =
  ({ name }: Secret) =>
  ({ Key, Values = [] }: Filter): boolean => {
    if (Key !== 'name' || Values.some((value) => value.startsWith('!')))
      throw notSimulated(`secretsmanager:ListSecrets with the filter ${Key} or with a negated one`);
    return Values.some((value) => name.startsWith(value));
  };

type Paged = Readonly<{ MaxResults?: number | undefined; NextToken?: string | undefined }>;

const pageOfAll = <T>(all: readonly T[], { MaxResults: size = largestPage, NextToken: token }: Paged): Page<T> =>
  pageWithin(all, { name: 'MaxResults', size, token }, rules);

export const listSecretVersionIds =
  (store: Store) =>
  (input: ListSecretVersionIdsRequest, { region }: Call): ListSecretVersionIdsResponse => {
    const { arn, name, versions } = requireSecret(store, region, input.SecretId);
    const found = [...versions.values()].filter(({ stages }) => input.IncludeDeprecated === true || stages.size > 0);
    const { items, next } = pageOfAll(found, input);
    return {
      ...{ ARN: arn, Name: name },
      Versions: items.map(({ id, stages, createdAt }) => ({
        VersionId: id,
        VersionStages: [...stages],
        CreatedDate: new Date(createdAt),
      })),
      ...defined({ NextToken: next }),
    };
  };
