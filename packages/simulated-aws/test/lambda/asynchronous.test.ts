import { expect, it } from 'vitest';
import type { Principal } from '../../src/call.ts';
import { account, alarmEvent, alarmPattern, createSetting, home } from '../services/events/setting.ts';

const arn = `arn:aws:lambda:${home}:${account}:function:worker`;
const ruleArn = `arn:aws:events:${home}:${account}:rule/all`;

/** A function that fails as often as it is told, and a queue for what it cannot do. */
const createWorker = (failures: number) => {
  const setting = createSetting();
  const { aws, role } = setting;
  const letters = aws.sqs.createQueue({ name: 'letters', region: home });
  const roleArn = role('worker', 'lambda.amazonaws.com', { actions: ['sqs:SendMessage'], resource: letters.arn });
  const code = `let n = 0; exports.handler = async (event) => { n += 1; if (n <= ${failures}) throw new Error('no'); return event; };`;
  const shape = { file: 'dist/worker/index.cjs', handler: 'dist/worker/index.handler', timeoutSeconds: 3 };
  const rest = { memorySize: 128, environment: {}, deadLetterArn: letters.arn };
  aws.lambda.createFunction({ name: 'worker', arn, region: home, roleArn, code, ...shape, ...rest });
  const invoke = (principal: Principal = { kind: 'operator', name: 'tester' }) => {
    const Payload = new TextEncoder().encode('{"a":1}');
    const input = { FunctionName: arn, InvocationType: 'Event', Payload };
    return aws.world.dispatch({
      service: 'lambda',
      operation: 'Invoke',
      region: home,
      principal,
      requestId: 'r1',
      input,
    });
  };
  const runs = () => aws.lambda.invocations().map(({ startedAt }) => Math.round((startedAt - start) / 1000));
  const start = setting.clock.now();
  return { ...setting, letters, invoke, runs };
};

it('an event is taken at once and run a moment later', async () => {
  const { invoke, runs, pass, aws } = createWorker(0);
  expect(await invoke()).toEqual({ StatusCode: 202 });
  expect(runs()).toEqual([]);
  await pass(5);
  expect(aws.lambda.invocations()).toMatchObject([{ payload: '{"a":1}', answer: { payload: '{"a":1}' } }]);
});

it('a function that fails is run again after one minute and after two more', async () => {
  const { invoke, runs, pass, letters, lettersIn } = createWorker(2);
  await invoke();
  await pass(600);
  expect(runs()).toEqual([0, 60, 180]);
  expect(lettersIn(letters)).toEqual([]);
});

it('what has failed three times lies in the dead-letter queue with its reason', async () => {
  const { invoke, runs, pass, letters, lettersIn } = createWorker(9);
  await invoke();
  await pass(600);
  expect(runs()).toHaveLength(3);
  expect(lettersIn(letters)).toEqual([
    { body: '{"a":1}', RequestID: 'r1', ErrorCode: '200', ErrorMessage: expect.stringContaining('no') },
  ]);
});

it.each([
  { what: 'no permission', permission: undefined, code: 'AccessDeniedException' },
  {
    what: 'a permission for another rule',
    permission: { sourceArn: `${ruleArn}-other` },
    code: 'AccessDeniedException',
  },
  { what: 'a permission for the rule', permission: { sourceArn: ruleArn }, code: undefined },
  { what: 'a permission for the account', permission: { sourceAccount: account }, code: undefined },
  { what: 'a permission for another account', permission: { sourceAccount: '1' }, code: 'AccessDeniedException' },
])('a rule that invokes with $what', async ({ permission, code }) => {
  const { aws, invoke, openQueue, lettersIn, pass } = createWorker(0);
  const queue = openQueue(home);
  if (permission !== undefined)
    aws.lambda.addPermission({ functionArn: arn, principal: 'events.amazonaws.com', ...permission });
  const asked = invoke({ kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn });
  if (code === undefined) expect(await asked).toEqual({ StatusCode: 202 });
  else await expect(asked).rejects.toMatchObject({ code });
  aws.events.createRule(home, { Name: 'all', EventPattern: alarmPattern });
  const target = { Id: 'worker', Arn: arn, DeadLetterConfig: { Arn: queue.arn } };
  aws.events.createTargets(home, { Rule: 'all', Targets: [target] });
  aws.events.emit(alarmEvent(home));
  await pass(5);
  expect(lettersIn(queue)).toMatchObject(code === undefined ? [] : [{ ERROR_CODE: 'NO_PERMISSIONS' }]);
});
