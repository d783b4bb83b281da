import { describe, expect, it } from 'vitest';
import { answerOfEnding } from '../../src/lambda/answer.ts';
import { createTestLambda } from './stand-ins.ts';

it('says of what was made to hang that it ran out of time', async () => {
  const test = createTestLambda();
  test.deploy('exports.handler = () => new Promise((done) => setTimeout(done, 20_000));');
  test.clock.after(2500, () => test.lambda.kill('worker', { kind: 'timedOut' }));
  expect(await test.invoke()).toMatchObject({ FunctionError: 'Unhandled', result: { errorType: 'Sandbox.Timedout' } });
});

it('says nothing of what has vanished but that it has failed', () => {
  const deployed = { region: 'us-east-1', name: 'worker', arn: 'arn:aws:lambda:us-east-1:1:function:worker', code: '' };
  const limits = { timeoutSeconds: 3, memorySize: 128, environment: {}, roleArn: 'arn:aws:iam::1:role/worker' };
  const bundle = { handler: 'index.handler', file: 'index.cjs' };
  expect(answerOfEnding({ kind: 'vanished' }, 'r', { ...deployed, ...limits, ...bundle })).toEqual({
    payload: '',
    functionError: 'Unhandled',
  });
});

describe('a function that never ends its turn', () => {
  it.each([
    { when: 'at once', code: 'exports.handler = () => { for (;;); };' },
    { when: 'in an async handler', code: 'exports.handler = async () => { let n = 0; while (n >= 0) n += 1; };' },
    { when: 'within a function of the platform', code: 'exports.handler = () => [1].map(() => { for (;;); });' },
  ])('runs out of its own time when it loops $when, and all others go on', async ({ code }) => {
    const test = createTestLambda({ longestTurnMs: 100 });
    test.deploy(code, { timeoutSeconds: 3 });
    test.deploy('exports.handler = async () => "well";', { name: 'other', arn: test.arnOf('other') });
    const startedAt = test.clock.now();
    const answer = await test.invoke();
    expect(answer).toMatchObject({ FunctionError: 'Unhandled', result: { errorType: 'Sandbox.Timedout' } });
    expect(test.clock.now() - startedAt).toBeGreaterThanOrEqual(3000);
    expect(await test.invoke({}, { FunctionName: 'other' })).toMatchObject({ result: 'well' });
  });

  it('cannot be started when it loops while it is loaded', async () => {
    const test = createTestLambda({ longestTurnMs: 100 });
    test.deploy('for (;;);');
    expect(await test.invoke()).toMatchObject({
      FunctionError: 'Unhandled',
      result: { errorType: 'Sandbox.Timedout' },
    });
  });

  it('throws what it throws, and its next invocation is as any', async () => {
    const test = createTestLambda({ longestTurnMs: 100 });
    test.deploy(
      'let n = 0; exports.handler = () => { n += 1; if (n === 1) throw new RangeError("first"); return n; };',
    );
    expect(await test.invoke()).toMatchObject({ result: { errorType: 'RangeError', errorMessage: 'first' } });
    expect(await test.invoke()).toMatchObject({ result: 2 });
  });
});
