import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOperator } from '../../../functions/ask-operator/ask-operator.ts';
import { handedOver } from '../../shared/notices/handed-over.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, letGo, openedFor, planOf, stepId } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote], call: [given.ask] });

/** What each command of the notice answers, in their order. */
const answersIn = (message: string): unknown[] =>
  handedOver('--task-output', message).map((output) => Object(output).answer);

const ask = async (step: string | undefined, told: readonly Told[] = []) => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)], ...letGo(plan).map((fact) => ['run', fact] as const), ...told]);
  const dependencies = { ...world, plans: { orders: plan }, region: 'us-east-1', ledgerTable: 'ledger' };
  const input = { runId, taskToken: 'token', ...(step === undefined ? {} : { stepId: stepId(step) }) };
  return { runId, asking: () => askOperator(input, dependencies) };
};

it('says of a failed step why it failed, what it called and how to answer', async () => {
  const told: Told[] = [
    ['step:database', facts.started],
    ['step:database', facts.intent],
    ['step:database', facts.unknown],
    ['step:database', facts.failed],
  ];
  const { runId, asking } = await ask('database', told);
  await asking();
  const message = world.notices.at(-1)?.message ?? '';
  expect(message).toContain('Step database failed: the replica is gone');
  expect(message).toContain('rds:PromoteReadReplica in us-east-1, because the replica is close enough');
  expect(answersIn(message)).toEqual(['retry', 'skip', 'abort']);
  expect((await world.facts(runId, 'step:database')).at(-1)).toMatchObject({ type: 'asked', question: 'stepFailed' });
});

it('asks the question that a step is, with the time that the step gives', async () => {
  const { runId, asking } = await ask('call');
  await asking();
  expect(world.notices.at(-1)?.message).toContain('Has the partner been told?');
  const entries = (await world.entries(runId)).filter(({ stream }) => stream === 'step:call');
  expect(entries.map(({ fact }) => fact.type)).toEqual(['stepStarted', 'asked']);
  const asked = entries[1];
  const expiresAt = asked?.fact.type === 'asked' ? Date.parse(asked.fact.expiresAt) : 0;
  expect(Math.abs(expiresAt - Date.parse(asked?.at ?? '') - 900_000)).toBeLessThanOrEqual(3000);
});

it('says why the answer before was not taken', async () => {
  const { runId, asking } = await ask('call');
  await asking();
  await world.tell(runId, [['step:call', { type: 'answerRejected', reason: 'it was said twice' }]]);
  await asking();
  expect(world.notices.at(-1)?.message).toContain('The last answer was not taken: it was said twice');
});

it('begins a step that is a question once, however often it is asked', async () => {
  const { runId, asking } = await ask('call');
  await asking();
  await asking();
  const types = (await world.facts(runId, 'step:call')).map(({ type }) => type);
  expect(types).toEqual(['stepStarted', 'asked', 'asked']);
});

it('throws NotDeployed for a step that the plan does not have', async () => {
  const { asking } = await ask('unheard-of');
  await expect(asking()).rejects.toMatchObject({ name: 'NotDeployed' });
});

describe('the question about a run that stands still', () => {
  const failure: Told = [
    'run',
    { type: 'runFailed', state: 'ChooseNextStage', error: 'Lambda.Unknown', cause: 'it died' },
  ];
  const half: readonly Told[] = [
    ['step:database', facts.started],
    ['step:database', facts.intent],
    ['step:database', facts.accepted],
    ['step:database', facts.done],
  ];

  it('says where it stands, what was done, and how to go on', async () => {
    const { runId, asking } = await ask(undefined, [...half, failure]);
    await asking();
    const { subject, message } = world.notices.at(-1) ?? { subject: '', message: '' };
    expect(subject).toBe('Run stands still: orders: retry or abort?');
    expect(message).toContain('The run stands still at ChooseNextStage: Lambda.Unknown: it died');
    expect(message).toContain('- done: database (promoteReplica): rds:PromoteReadReplica in us-east-1 accepted');
    expect(message).toContain('- notReached: call (askOperator)');
    expect(answersIn(message)).toEqual(['retry', 'abort']);
    expect((await world.facts(runId, 'run')).at(-1)).toMatchObject({ type: 'asked', question: 'runFailed' });
  });

  it('is open as long as the plan says', async () => {
    const { runId, asking } = await ask(undefined, [failure]);
    await asking();
    const asked = (await world.entries(runId)).filter(({ stream }) => stream === 'run').at(-1);
    const expiresAt = asked?.fact.type === 'asked' ? Date.parse(asked.fact.expiresAt) : 0;
    expect(Math.abs(expiresAt - Date.parse(asked?.at ?? '') - 1_800_000)).toBeLessThanOrEqual(3000);
  });

  it('asks about the last failure, and also when nothing was written down', async () => {
    const later: Told = ['run', { type: 'runFailed', state: 'stage data', error: 'StepsLost', cause: 'step database' }];
    const { asking } = await ask(undefined, [failure, later]);
    await asking();
    expect(world.notices.at(-1)?.message).toContain('stands still at stage data: StepsLost: step database');
    await (await ask(undefined)).asking();
    expect(world.notices.at(-1)?.message).toContain('nothing was written down');
  });
});

it('asks nobody and writes nothing about a step that the run has not reached', async () => {
  const runId = nextRunId();
  const [decided, dataChosen] = letGo(plan);
  if (decided === undefined || dataChosen === undefined) throw new Error('the plan of the test has no stage');
  await world.tell(runId, [
    ['run', openedFor(plan)],
    ['run', decided],
    ['run', dataChosen],
  ]);
  const before = { facts: await world.facts(runId), notices: world.notices.length };
  const dependencies = { ...world, plans: { orders: plan }, region: 'us-east-1', ledgerTable: 'ledger' };
  const asking = askOperator({ runId, taskToken: 'token', stepId: stepId('call') }, dependencies);
  await expect(asking).rejects.toMatchObject({ name: 'NotLetGo', message: expect.stringContaining('not reached') });
  expect({ facts: await world.facts(runId), notices: world.notices.length }).toEqual(before);
});
