import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAws } from '../src/aws.ts';
import { createRealClock } from '../src/clock/real-clock.ts';
import { type Boto3, pythonsWithBoto3, startBoto3 } from './boto3.ts';
import { commandLines, createCommandLine } from './command-line.ts';
import { firstSteps } from './first-steps.ts';
import { mistakes, refusals } from './mistakes.ts';

/** A simulated AWS with nothing in it, as clients that are not ours see it. Needs boto3 and awscli of any release. */
const openAccount = async () => {
  const clock = createRealClock();
  const errors: unknown[] = [];
  const aws = createAws({ clock, onError: (error) => errors.push(error) });
  const { endpoint } = await aws.open();
  const close = async (): Promise<void> => {
    await aws.close();
    clock.stop();
    expect(errors).toEqual([]);
  };
  return { endpoint, close };
};
type Account = Awaited<ReturnType<typeof openAccount>>;

const pythons = pythonsWithBoto3();
const programs = commandLines();

it('is tried with boto3 and with the aws command line', () => {
  expect(pythons).not.toEqual([]);
  expect(programs).not.toEqual([]);
});

describe.each(pythons)('boto3 of %s', (python) => {
  let account: Account;
  let boto3: Boto3;
  beforeAll(async () => {
    account = await openAccount();
    boto3 = await startBoto3(python, account.endpoint);
  });
  afterAll(async () => {
    boto3.close();
    await account.close();
  });

  it.each(firstSteps)('is answered $service $call', async ({ answer, ...asked }) => {
    expect(await boto3.ask(asked)).toMatchObject({ answer });
  });

  it.each(mistakes)('is told $error by $service $call', async ({ error, status, ...asked }) => {
    expect(await boto3.ask(asked)).toMatchObject({ error, status });
  });

  it.each(refusals)('is refused by name: $says', async ({ says, ...asked }) => {
    expect(await boto3.ask(asked)).toMatchObject({ error: 'NotSimulated', message: says, status: 501 });
  });
});

describe.each(programs)('%s', (program) => {
  let account: Account;
  beforeAll(async () => {
    account = await openAccount();
  });
  afterAll(() => account.close());

  it('is answered', async () => {
    const printed = await createCommandLine(program, account.endpoint)(['sts', 'get-caller-identity']);
    expect(printed).toMatchObject({ answer: { Account: '111122223333' } });
  });

  it('prints what AWS says of a mistake', async () => {
    const args = ['rds', 'describe-db-instances', '--db-instance-identifier', 'nobody'];
    const printed = await createCommandLine(program, account.endpoint)(args);
    expect(printed).toEqual({ error: expect.stringContaining('(DBInstanceNotFound)') });
  });
});
