import { LambdaClient } from '@aws-sdk/client-lambda';
import { createAws } from 'simulated-aws';
import { createRealClock } from 'simulated-aws/clock/real-clock.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallFunction, createCallFunction } from '../../../shared/aws/call-function.ts';

const region = 'us-west-2';
const clock = createRealClock();
const aws = createAws({ clock, speed: 1000 });
let call: CallFunction;

const code = `
  exports.handler = async ({ does }) => {
    if (does === 'answer') return { region: process.env.AWS_REGION };
    if (does === 'throw') throw Object.assign(new Error('the plan is another'), { name: 'InvalidInput' });
    if (does === 'hang') await new Promise((done) => setTimeout(done, 60_000));
    process.exit(1);
  };`;

beforeAll(async () => {
  const opened = await aws.open();
  call = createCallFunction((where) => new LambdaClient({ region: where, maxAttempts: 1, ...opened }));
  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const roleArn = aws.identity.addRole({ name: 'work', trust, policies: [] });
  const arn = `arn:aws:lambda:${region}:111122223333:function:work`;
  const shape = { handler: 'work.handler', timeoutSeconds: 1, memorySize: 128, environment: {}, file: 'work.cjs' };
  aws.lambda.createFunction({ name: 'work', arn, region, roleArn, code, ...shape });
});
afterAll(async () => {
  await aws.close();
  clock.stop();
});

const work = { region, name: 'work' };

describe('a function that is called', () => {
  it('answers from its Region', async () => {
    expect(await call(work, { does: 'answer' })).toEqual({ region });
  });

  it.each([
    { what: 'throws', at: work, does: 'throw', error: { name: 'InvalidInput', message: 'the plan is another' } },
    {
      what: 'runs out of time',
      at: work,
      does: 'hang',
      error: { name: 'FunctionEnded', message: expect.stringContaining('work ended without an answer: ') },
    },
    {
      what: 'is not there',
      at: { ...work, region: 'us-east-1' },
      does: 'answer',
      error: { name: 'ResourceNotFoundException' },
    },
  ])('fails by the name of what was thrown when it $what', async ({ at, does, error }) => {
    await expect(call(at, { does })).rejects.toMatchObject(error);
  });
});
