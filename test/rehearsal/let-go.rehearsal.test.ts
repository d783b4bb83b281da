import { operate } from 'simulated-aws/operate.ts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { commandsIn, signed } from '../../rehearsal/operator.ts';
import { passUntil } from '../support/detection-scene.ts';
import { quick } from '../support/quick.ts';
import { type Scene, setScene, startInput, startRecovery } from '../support/virtual-run.ts';
import { endStateOf, recovered, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';

const runId = 'asked';

type Asked = Readonly<{ what: string; input: Record<string, unknown> }>;

const ask = (scene: Scene, { what, input }: Asked) => {
  const [service = '', operation = ''] = what.split(':');
  return operate(scene.aws, { service, operation, region: scene.standby, input });
};

/** A run whose Region is lost, with its question asked and nobody's answer yet. */
const setWaitingRun = async () => {
  const scene = await setScene({ answers: {}, ...quick });
  scene.aws.network.cut('us-west-2');
  const ended = startRecovery(scene, startInput(scene), runId);
  await passUntil(scene, () => scene.notices.length > 0);
  return { scene, ended };
};

const approve = async (scene: Scene): Promise<void> => {
  const command = commandsIn(scene.notices.at(-1)?.message ?? '').get('approve');
  if (command === undefined) throw new Error('the notice has no command to approve with');
  const input = { taskToken: command.taskToken, output: signed(command, 'Ada', 'as the test wants it') };
  await scene.clock.runUntil(ask(scene, { what: 'states:SendTaskSuccess', input }));
};

const Thrown = z.object({ errorType: z.string(), errorMessage: z.string() });

/** Invokes a function of the stack as somebody with the right to do so; it must throw. */
const invoke = async (scene: Scene, name: string, payload: object) => {
  const input = { FunctionName: `lifeboat-dev-${name}`, Payload: Buffer.from(JSON.stringify(payload)) };
  const { Payload } = await scene.clock.runUntil(ask(scene, { what: 'lambda:Invoke', input }));
  return Thrown.parse(JSON.parse(Buffer.from(z.instanceof(Uint8Array).parse(Payload)).toString()));
};

/** Starts `run-step` for a step as the console would, and waits for its end. */
const runStepByHand = async (scene: Scene, step: { stepId: string; kind: string }, name = 'by-hand') => {
  const stateMachineArn = scene.stack.recoverArn.replace(/-recover$/, '-run-step');
  const common = { runId, attempt: 1, onFailure: 'ask', askSeconds: 600, occasion: 'incident' };
  const input = JSON.stringify({ ...common, ...step });
  const started = ask(scene, { what: 'states:StartExecution', input: { stateMachineArn, name, input } });
  const { executionArn } = await scene.clock.runUntil(started);
  await scene.clock.runUntil(scene.aws.stepFunctions.executionOf(String(executionArn))?.ended ?? Promise.resolve());
  const { status, error } = await scene.clock.runUntil(
    ask(scene, { what: 'states:DescribeExecution', input: { executionArn } }),
  );
  return `${status} ${error}`;
};

/** Everything that the ledger has of the run. */
const accountOf = async (scene: Scene): Promise<unknown> => {
  const input = {
    TableName: scene.stack.ledgerTable,
    KeyConditionExpression: 'runId = :runId',
    ExpressionAttributeValues: { ':runId': { S: runId } },
  };
  return (await scene.clock.runUntil(ask(scene, { what: 'dynamodb:Query', input }))).Items;
};

const dns = { stepId: 'app-dns', kind: 'switchDns' };

describe('while a run waits for a yes', () => {
  it('invoking the promotion promotes nothing and leaves no trace, and the yes is carried out afterwards', async () => {
    const { scene, ended } = await setWaitingRun();
    const before = await accountOf(scene);
    const thrown = await invoke(scene, 'promoteReplica', { runId, stepId: 'database' });
    expect(thrown).toEqual({
      errorType: 'NotLetGo',
      errorMessage: 'Nothing was done: nobody has said yes to this run.',
    });
    expect(await accountOf(scene)).toEqual(before);
    expect(await endStateOf(scene)).toEqual(untouched);
    await approve(scene);
    expect((await scene.clock.runUntil(ended)).record.outcome).toBe('succeeded');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it.each(['askOperator', 'recordAnswer', 'recordFailure'])(
    '%s of a step that is not reached leaves no trace',
    async (name) => {
      const { scene, ended } = await setWaitingRun();
      const before = { account: await accountOf(scene), notices: scene.notices.length };
      const answer = { answer: 'skip', operator: 'Mallory', reason: 'I want it so' };
      const failure = { Error: 'States.Timeout' };
      const input = { runId, stepId: 'app-dns', taskToken: 'a token', answer, state: 'SwitchDns', failure };
      expect((await invoke(scene, name, input)).errorType).toBe('NotLetGo');
      expect({ account: await accountOf(scene), notices: scene.notices.length }).toEqual(before);
      await approve(scene);
      expect((await scene.clock.runUntil(ended)).record.outcome).toBe('succeeded');
    },
  );

  it('a step that is started by hand moves no traffic, asks nobody and leaves no trace', async () => {
    const { scene, ended } = await setWaitingRun();
    const before = { account: await accountOf(scene), notices: scene.notices.length };
    expect(await runStepByHand(scene, dns)).toBe('FAILED StepFailed');
    expect({ account: await accountOf(scene), notices: scene.notices.length }).toEqual(before);
    expect(await endStateOf(scene)).toEqual(untouched);
    await approve(scene);
    expect((await scene.clock.runUntil(ended)).record.outcome).toBe('succeeded');
    expect(await endStateOf(scene)).toEqual(recovered);
  });
});

describe('once a run was let go on', () => {
  it('a step whose stage is not reached does not run before its turn', async () => {
    const { scene, ended } = await setWaitingRun();
    await approve(scene);
    await passUntil(scene, () => mutations(scene.events).includes('PromoteReadReplica'));
    expect(await runStepByHand(scene, dns)).toBe('FAILED StepFailed');
    expect((await endStateOf(scene)).nameLeadsTo).toBe('the primary');
    const { record } = await scene.clock.runUntil(ended);
    expect(record.outcome).toBe('succeeded');
    const statuses = record.steps.map(({ stepId }) => (stepId === 'old-primary' ? 'owed' : 'done'));
    expect(record.steps.map(({ status }) => status)).toEqual(statuses);
    expect(mutations(scene.events).filter((operation) => operation === 'PutObject')).toHaveLength(1);
  });

  it('nothing of it runs after its end', async () => {
    const { scene, ended } = await setWaitingRun();
    await approve(scene);
    await scene.clock.runUntil(ended);
    const before = await accountOf(scene);
    const calls = mutations(scene.events).length;
    expect(await runStepByHand(scene, dns)).toBe('FAILED StepFailed');
    expect(await accountOf(scene)).toEqual(before);
    expect(mutations(scene.events)).toHaveLength(calls);
  });
});
