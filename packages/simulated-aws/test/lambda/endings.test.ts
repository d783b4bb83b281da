import { expect, it } from 'vitest';
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
