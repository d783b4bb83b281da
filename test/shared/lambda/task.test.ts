import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { readEnvironment } from '../../../shared/lambda/environment.ts';
import { task } from '../../../shared/lambda/task.ts';

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'greet',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:greet',
  memoryLimitInMB: '128',
  awsRequestId: '6a5e0c1e-0000-4000-8000-000000000000',
  logGroupName: 'greet',
  logStreamName: '1',
  getRemainingTimeInMillis: () => 3000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

const Line = z.looseObject({ level: z.string().optional(), message: z.string().optional() });

/** Powertools writes by consoles of its own on the process's streams. */
let lines: string[] = [];
const capture = (chunk: string | Uint8Array): boolean => {
  lines.push(...String(chunk).trim().split('\n'));
  return true;
};
const logged = () => lines.map((line) => Line.parse(JSON.parse(line)));
const messages = () => logged().flatMap(({ message }) => message ?? []);

beforeEach(() => {
  lines = [];
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'lifeboat');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Lifeboat');
  vi.stubEnv('POWERTOOLS_DEV', 'false');
  vi.spyOn(process.stdout, 'write').mockImplementation(capture);
  vi.spyOn(process.stderr, 'write').mockImplementation(capture);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const greet = (run: (input: { name: string }) => Promise<{ greeting: string }>) =>
  task({
    name: 'greet',
    input: z.object({ name: z.string() }),
    output: z.object({ greeting: z.string() }),
    environment: z.object({}),
    connect: () => ({}),
    run,
  });

describe('a task', () => {
  it('parses its input, runs and answers', async () => {
    const handler = greet(async ({ name }) => ({ greeting: `Good morning, ${name}` }));
    expect(await handler({ name: 'Ada' }, context)).toEqual({ greeting: 'Good morning, Ada' });
  });

  it('says started and finished with the run on each line, and never the event', async () => {
    const handler = greet(async () => ({ greeting: 'hello' }));
    await handler({ name: 'a secret of the event', runId: 'run-1', occasion: 'rehearsal' }, context);
    expect(messages()).toEqual(['Started', 'Finished']);
    const ofRun = logged().filter(({ message }) => message !== undefined);
    expect(ofRun.map(({ task: name, runId, occasion }) => ({ name, runId, occasion }))).toEqual([
      { name: 'greet', runId: 'run-1', occasion: 'rehearsal' },
      { name: 'greet', runId: 'run-1', occasion: 'rehearsal' },
    ]);
    expect(lines.join('\n')).not.toContain('a secret of the event');
  });

  it('forgets the run of the invocation before', async () => {
    const handler = greet(async () => ({ greeting: 'hello' }));
    await handler({ name: 'Ada', runId: 'run-1' }, context);
    await handler({ name: 'Ada' }, context);
    expect(
      logged()
        .filter(({ message }) => message === 'Started')
        .map(({ runId }) => runId),
    ).toEqual(['run-1', undefined]);
  });

  it('writes one metric set an invocation, whether it went well or not', async () => {
    const handler = greet(async () => ({ greeting: 'hello' }));
    await handler({ name: 'Ada' }, context);
    await expect(handler({}, context)).rejects.toThrow();
    const sets = logged().filter((line) => '_aws' in line);
    expect(sets.map(({ task: name, Succeeded, Failed }) => ({ name, Succeeded, Failed }))).toEqual([
      { name: 'greet', Succeeded: 1, Failed: 0 },
      { name: 'greet', Succeeded: 0, Failed: 1 },
    ]);
  });

  it('refuses an input of the wrong shape as InvalidInput, naming the field and not the value', async () => {
    const handler = greet(async () => ({ greeting: 'never' }));
    await expect(handler({ name: 42_424_242 }, context)).rejects.toMatchObject({
      name: 'InvalidInput',
      facts: { issues: [expect.stringMatching(/^name: /)] },
    });
    expect(lines.join('\n')).not.toContain('42424242');
  });

  it('keeps the name of what was thrown and logs it once, with its facts', async () => {
    const handler = greet(async () => {
      throw new LedgerUnavailable('The ledger did not answer.', { table: 'ledger' });
    });
    await expect(handler({ name: 'Ada' }, context)).rejects.toMatchObject({ name: 'LedgerUnavailable' });
    expect(messages()).toEqual(['Started', 'Failed']);
    expect(logged()[1]).toMatchObject({ level: 'ERROR', error: { facts: { table: 'ledger' } } });
  });
});

describe('the environment', () => {
  const Settings = z.object({ LEDGER_TABLE: z.string().min(1), TOPIC_ARN: z.string().min(1) });

  it('names everything that is missing at once', () => {
    expect(() => readEnvironment(Settings, { LEDGER_TABLE: '' })).toThrow(
      expect.objectContaining({ name: 'InvalidEnvironment', facts: { names: ['LEDGER_TABLE', 'TOPIC_ARN'] } }),
    );
  });

  it('is read when the function is loaded, not when it is called', () => {
    const load = () =>
      task({
        name: 'greet',
        input: z.object({}),
        output: z.object({}),
        environment: z.object({ A_NAME_THAT_NOBODY_SETS: z.string() }),
        connect: () => ({}),
        run: async () => ({}),
      });
    expect(load).toThrow(expect.objectContaining({ name: 'InvalidEnvironment' }));
  });
});
