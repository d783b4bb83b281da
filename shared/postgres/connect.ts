import { connectSecrets, createGetSecret } from '../aws/get-secret.ts';
import { readEnvironment } from '../lambda/environment.ts';
import { createWithDatabase, NetworkSettings, type WithDatabase } from './database.ts';

/** Connections of this function, from where it stands. Throws InvalidEnvironment. */
export const connectDatabases = (): WithDatabase =>
  createWithDatabase(createGetSecret(connectSecrets()), readEnvironment(NetworkSettings));
