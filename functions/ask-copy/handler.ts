import { plans } from 'lifeboat:plans';
import { connectSecrets, createGetSecret } from '../../shared/aws/get-secret.ts';
import { connectRds } from '../../shared/aws/rds.ts';
import { AskCopyInput, AskCopyOutput } from '../../shared/contracts/verification/ask-copy.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectDatabase, createWithDatabase, NetworkSettings } from '../../shared/postgres/database.ts';
import { askCopy } from './ask-copy.ts';

export const handler = task({
  name: 'ask-copy',
  input: AskCopyInput,
  output: AskCopyOutput,
  environment: NetworkSettings,
  connect: (settings) => {
    const getSecret = createGetSecret(connectSecrets());
    const withDatabase = createWithDatabase(getSecret, settings);
    return {
      plans,
      access: { rds: connectRds(), getSecret, connect: connectDatabase, withDatabase, settings },
      now: utcNow,
    };
  },
  run: askCopy,
});
