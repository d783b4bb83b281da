import { expect, it } from 'vitest';
import { plumbing } from '../../src/clock/plumbing.ts';
import { createTestLambda } from './stand-ins.ts';

const echo = 'exports.handler = async (event, context) => ({ event, context });';
const sleeper =
  'exports.handler = async ({ ms }) => { await new Promise((done) => setTimeout(done, ms)); return ms; };';

it('answers with what the handler returns, as JSON', async () => {
  const test = createTestLambda();
  test.deploy('exports.handler = async (event) => ({ sum: event.a + event.b, gone: undefined, at: new Date(0) });');
  const answer = await test.invoke({ a: 1, b: 2 });
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer.result).toEqual({ sum: 3, at: '1970-01-01T00:00:00.000Z' });
  expect(answer).not.toHaveProperty('FunctionError');
});

it('answers null for a handler that returns nothing', async () => {
  const test = createTestLambda();
  test.deploy('exports.handler = async () => undefined;');
  expect((await test.invoke()).result).toBeNull();
});

it('gives the handler its context', async () => {
  const test = createTestLambda();
  test.deploy(
    'exports.handler = async (_event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
  );
  expect((await test.invoke()).result).toMatchObject({
    functionName: 'worker',
    invokedFunctionArn: test.arnOf('worker'),
    memoryLimitInMB: '512',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    logGroupName: '/aws/lambda/worker',
    left: 30_000,
  });
});

it('ends at once on a virtual clock when the handler sleeps an hour', async () => {
  const test = createTestLambda();
  test.deploy(sleeper, { timeoutSeconds: 7200 });
  const before = test.clock.now();
  expect((await test.invoke({ ms: 3_600_000 })).result).toBe(3_600_000);
  expect(test.clock.now() - before).toBe(3_600_000 + plumbing.lambdaColdStartSeconds * 1000);
});

it('charges a cold start once, then warm ones, and keeps what the module holds', async () => {
  const test = createTestLambda();
  test.deploy('let count = 0; exports.handler = async () => { count += 1; return count; };');
  const took: number[] = [];
  for (const expected of [1, 2, 3]) {
    const before = test.clock.now();
    expect((await test.invoke()).result).toBe(expected);
    took.push((test.clock.now() - before) / 1000);
  }
  const { lambdaColdStartSeconds: cold, lambdaWarmInvokeSeconds: warm } = plumbing;
  expect(took).toEqual([cold, warm, warm]);
  expect(test.lambda.invocations().map(({ isColdStart }) => isColdStart)).toEqual([true, false, false]);
});

it('starts cold again after five idle minutes', async () => {
  const test = createTestLambda();
  test.deploy('let count = 0; exports.handler = async () => { count += 1; return count; };');
  await test.invoke();
  await test.clock.advance(301_000);
  expect((await test.invoke()).result).toBe(1);
});

it('gives invocations at the same time sandboxes of their own', async () => {
  const test = createTestLambda();
  test.deploy(
    'let count = 0; exports.handler = async () => { count += 1; await new Promise((done) => setTimeout(done, 50)); return count; };',
  );
  const both = await test.clock.runUntil(Promise.all([test.start({}), test.start({})]));
  expect(both.map(({ result }) => result)).toEqual([1, 1]);
});

it('fails the invocation with name, message and trace of what the handler throws', async () => {
  const test = createTestLambda();
  test.deploy(
    'class NoReplica extends Error { name = "NoReplica" } exports.handler = async () => { throw new NoReplica("gone"); };',
  );
  const { FunctionError, StatusCode, result } = { FunctionError: undefined, ...(await test.invoke()) };
  expect({ FunctionError, StatusCode }).toEqual({ FunctionError: 'Unhandled', StatusCode: 200 });
  expect(result).toMatchObject({ errorType: 'NoReplica', errorMessage: 'gone' });
  expect(JSON.stringify(result)).toContain('/var/task/dist/worker/index.cjs');
  expect(JSON.stringify(result)).not.toContain(import.meta.dirname);
});

it('keeps a sandbox whose handler threw', async () => {
  const test = createTestLambda();
  test.deploy('let count = 0; exports.handler = async () => { count += 1; throw new Error(String(count)); };');
  await test.invoke();
  expect((await test.invoke()).result).toMatchObject({ errorMessage: '2' });
});

it.each([
  { title: 'a syntax error', code: 'exports.handler = (', errorType: 'Runtime.UserCodeSyntaxError' },
  { title: 'an error at the top', code: 'throw new TypeError("top");', errorType: 'TypeError' },
  { title: 'no such handler', code: 'exports.other = 1;', errorType: 'Runtime.HandlerNotFound' },
  { title: 'a missing module', code: 'require("left-pad");', errorType: 'Runtime.ImportModuleError' },
  {
    title: 'a callback handler',
    code: 'exports.handler = (a, b, c) => c();',
    errorType: 'Runtime.CallbackHandlerDeprecated',
  },
])('fails the invocation of a bundle with $title', async ({ code, errorType }) => {
  const test = createTestLambda();
  test.deploy(code);
  expect(await test.invoke()).toMatchObject({ FunctionError: 'Unhandled', result: { errorType } });
});

it('ends an invocation at its timeout and starts the next one in a new sandbox', async () => {
  const test = createTestLambda();
  test.deploy(
    'let count = 0; exports.handler = async ({ ms }) => { count += 1; await new Promise((done) => setTimeout(done, ms)); console.log("awake"); return count; };',
    { timeoutSeconds: 3 },
  );
  const answer = await test.invoke({ ms: 3001 });
  expect(answer).toMatchObject({ FunctionError: 'Unhandled', result: { errorType: 'Sandbox.Timedout' } });
  expect(JSON.stringify(answer.result)).toMatch(/RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds/);
  await test.clock.advance(60_000);
  expect(test.lines()).toEqual([]);
  expect((await test.invoke({ ms: 2999 })).result).toBe(1);
});

it('ends what runs when it is killed, and nothing of it goes on', async () => {
  const test = createTestLambda();
  test.deploy(
    'exports.handler = async () => { for (let i = 0; ; i += 1) { console.log(i); await new Promise((done) => setTimeout(done, 1000)); } };',
  );
  test.clock.after(2500, () => expect(test.lambda.kill('worker')).toBe(1));
  const answer = await test.invoke();
  expect(answer).toMatchObject({ FunctionError: 'Unhandled', result: { errorType: 'Runtime.ExitError' } });
  const said = test.lines();
  await test.clock.advance(60_000);
  expect(test.lines()).toEqual(said);
});

it('fails the invocation when a timer of the function throws', async () => {
  const test = createTestLambda();
  test.deploy('exports.handler = () => new Promise(() => setTimeout(() => { throw new RangeError("later"); }, 10));');
  expect((await test.invoke()).result).toMatchObject({ errorType: 'RangeError', errorMessage: 'later' });
});

it('freezes what the handler left behind until the next invocation', async () => {
  const test = createTestLambda();
  test.deploy('exports.handler = async () => { setTimeout(() => console.log("late"), 1000); };');
  await test.invoke();
  await test.clock.advance(60_000);
  expect(test.lines()).toEqual([]);
  await test.invoke();
  expect(test.lines()).toEqual(['late']);
});

it('refuses an invocation beyond the limit of the Region, and one beyond the reserve of a function', async () => {
  const test = createTestLambda({ concurrentExecutions: 2 });
  test.deploy(sleeper);
  test.deploy(sleeper, { name: 'reserved', arn: test.arnOf('reserved'), reservedConcurrency: 1 });
  const settled = await test.clock.runUntil(
    Promise.allSettled([
      test.start({ ms: 9 }),
      test.start({ ms: 9 }),
      test.start({ ms: 9 }, { FunctionName: 'reserved' }),
      test.start({ ms: 9 }, { FunctionName: 'reserved' }),
    ]),
  );
  const reasons = settled.map((one) => (one.status === 'rejected' ? one.reason.fields.Reason : 'ran'));
  expect(reasons).toEqual([
    'ran',
    'ConcurrentInvocationLimitExceeded',
    'ran',
    'ReservedFunctionConcurrentInvocationLimitExceeded',
  ]);
  expect((await test.invoke({ ms: 1 })).result).toBe(1);
});

it('says that a function does not exist, by name, ARN or another Region', async () => {
  const test = createTestLambda();
  test.deploy(echo);
  await expect(test.invoke({}, { FunctionName: 'other' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  const elsewhere = test.arnOf('worker').replace('us-east-1', 'us-west-2');
  await expect(test.invoke({}, { FunctionName: elsewhere })).rejects.toMatchObject({ status: 404 });
  expect(await test.invoke({}, { FunctionName: test.arnOf('worker') })).toMatchObject({ StatusCode: 200 });
});

it('refuses a payload beyond 6 MB, one that is no JSON, and fails an answer beyond 6 MB', async () => {
  const test = createTestLambda();
  test.deploy('exports.handler = async () => "x".repeat(7_000_000);');
  const Payload = new Uint8Array(6_291_457).fill(49);
  await expect(test.invoke({}, { Payload })).rejects.toMatchObject({ code: 'RequestTooLargeException', status: 413 });
  const text = new TextEncoder().encode('{no');
  await expect(test.invoke({}, { Payload: text })).rejects.toMatchObject({ code: 'InvalidRequestContentException' });
  expect((await test.invoke()).result).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

it.each([{ LogType: 'Tail' }, { Qualifier: '7' }, { FunctionName: 'worker:live' }])(
  'refuses by name what is not modelled: %o',
  async (input) => {
    const test = createTestLambda();
    test.deploy(echo);
    await expect(test.invoke({}, input)).rejects.toMatchObject({ code: 'NotSimulated' });
  },
);

it('repeats itself with the same seed', async () => {
  const code =
    'exports.handler = async (e, c) => [Math.random(), crypto.randomUUID(), Date.now(), c.awsRequestId, process.env];';
  const [first, second] = [createTestLambda(), createTestLambda()];
  first.deploy(code);
  second.deploy(code);
  expect((await first.invoke()).result).toEqual((await second.invoke()).result);
});
