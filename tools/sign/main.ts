import { readFileSync } from 'node:fs';
import { STSClient } from '@aws-sdk/client-sts';
import { BadInput } from '../bad-input.ts';
import { runSign } from './run-sign.ts';

/** From the environment, a profile, a web identity, a container or a machine: where the aws command line would find them, too. */
const credentials = async (region: string) => {
  try {
    return await new STSClient({ region }).config.credentials();
  } catch (error) {
    throw new BadInput(`there is nothing to sign with: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const stdin = 0;
const { exitCode, out, error } = await runSign(process.argv.slice(2), {
  stdin: () => readFileSync(stdin, 'utf8'),
  credentials,
  now: () => new Date(),
});
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = exitCode;
