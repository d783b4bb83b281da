import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type ClientsOf, clientsOf } from './clients.ts';

export const connectSecrets = (): ClientsOf<SecretsManagerClient> =>
  clientsOf((settings) => new SecretsManagerClient(settings));

/** The text of a secret. It is read where it is used; nobody returns it, logs it or keeps it. */
export type GetSecret = (region: string, name: string) => Promise<string>;

export const createGetSecret =
  (secrets: ClientsOf<SecretsManagerClient>): GetSecret =>
  async (region, name) => {
    const { SecretString } = await secrets(region).reader.send(new GetSecretValueCommand({ SecretId: name }));
    if (SecretString !== undefined) return SecretString;
    throw Object.assign(new Error(`the secret ${name} holds no text`), { name: 'InvalidSecret' });
  };
