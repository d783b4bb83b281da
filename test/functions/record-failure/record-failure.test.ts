import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordFailure } from '../../../functions/record-failure/record-failure.ts';
import { RecordFailureInput } from '../../../shared/contracts/recovery/run.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, letGo, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote] });
const record = (input: object) => recordFailure(RecordFailureInput.parse(input), { ...world, plans: { orders: plan } });
const runThatGoesOn = async () => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)], ...letGo(plan).map((fact) => ['run', fact] as const)]);
  return runId;
};
const lambdaCause = JSON.stringify({ errorType: 'Error', errorMessage: 'it broke', trace: ['at secret/path.ts:1'] });

it('makes a failure of the run part of the run’s account', async () => {
  const runId = nextRunId();
  await record({ runId, state: 'ChooseNextStage', failure: { Error: 'Lambda.Unknown', Cause: lambdaCause } });
  expect(await world.facts(runId)).toEqual([
    { type: 'runFailed', state: 'ChooseNextStage', error: 'Lambda.Unknown', cause: 'it broke' },
  ]);
});

it('makes a failure of a step part of the step’s account, and does not claim to know what it did', async () => {
  const runId = await runThatGoesOn();
  const failure = { Error: 'Sandbox.Timedout', Cause: 'the task timed out' };
  await record({ runId, stepId: 'database', state: 'PromoteReplica', failure });
  expect(await world.facts(runId, 'step:database')).toEqual([
    {
      type: 'stepFailed',
      because: 'PromoteReplica ended with Sandbox.Timedout, so what it did is not known: the task timed out',
      refused: false,
      error: 'Sandbox.Timedout',
    },
  ]);
});

it('takes a failure without a cause, as a timeout is', async () => {
  const runId = nextRunId();
  await record({ runId, state: 'AwaitApproval', failure: { Error: 'States.Timeout' } });
  expect(await world.facts(runId)).toMatchObject([{ error: 'States.Timeout', cause: '' }]);
});

it('keeps neither traces nor control characters nor novels', async () => {
  const runId = nextRunId();
  await record({ runId, state: 'OpenRun', failure: { Error: 'E', Cause: `\u001b[31m${'x'.repeat(40_000)}\r\n` } });
  const text = JSON.stringify(await world.facts(runId));
  expect(text).not.toContain('\\u001b');
  expect(text.length).toBeLessThan(600);
});

it('writes the same failure once when it is run twice, and a second one again', async () => {
  const runId = await runThatGoesOn();
  const input = { runId, stepId: 'database', state: 'PromoteReplica', failure: { Error: 'States.Timeout' } };
  await record(input);
  await record(input);
  expect(await world.facts(runId, 'step:database')).toHaveLength(1);
  await record({ ...input, failure: { Error: 'Lambda.Unknown' } });
  expect(await world.facts(runId, 'step:database')).toHaveLength(2);
});

it('leaves no trace of a step that the run has not reached, and says why', async () => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)]]);
  const input = { runId, stepId: 'database', state: 'PromoteReplica', failure: { Error: 'NotLetGo' } };
  await expect(record(input)).rejects.toMatchObject({ name: 'NotLetGo', message: expect.stringContaining('said yes') });
  expect((await world.facts(runId)).map(({ type }) => type)).toEqual(['runOpened']);
});

it('says, after a while, that a run stands still whose ledger cannot be read, and waits', async () => {
  const runId = nextRunId();
  const silent = () => ({
    append: () => Promise.reject(new LedgerUnavailable('silent')),
    read: () => Promise.reject(new LedgerUnavailable('silent')),
  });
  const dependencies = { ...world, plans: { orders: plan }, ledgerOf: silent };
  const before = world.notices.length;
  for (const stepId of [undefined, 'database'])
    for (const retries of [0, 4, 5, 6]) {
      const failure = { Error: 'LedgerUnavailable', Cause: '' };
      const input = RecordFailureInput.parse({ runId, retries, state: 'ChooseNextStage', failure, stepId });
      await expect(recordFailure(input, dependencies)).rejects.toThrow(LedgerUnavailable);
    }
  expect(world.notices.slice(before).map(({ subject }) => subject)).toEqual([
    'A run of Lifeboat stands still: its ledger cannot be read',
  ]);
});

describe('a question whose time is over', () => {
  const input = { state: 'AskOperator', failure: { Error: 'States.Timeout' } };
  const failed: Told = ['run', { type: 'runFailed', state: 'ChooseNextStage', error: 'E', cause: '' }];
  const askedWhen = (stream: 'run' | 'step:database'): Told => [
    stream,
    {
      ...{ type: 'asked', expiresAt: '2026-01-05T03:30:00.000Z', messageId: 'm' },
      question: stream === 'run' ? 'runFailed' : 'stepFailed',
    },
  ];
  const stepFailed: Told = ['step:database', { type: 'stepFailed', because: 'so', refused: false }];
  const rejected: Told = ['step:database', { type: 'answerRejected', reason: 'no name' }];
  const ofRun = [failed];
  const ofStep = [['step:database', facts.started] as const, stepFailed];

  it.each<{ when: string; told: readonly Told[]; stepId?: string; verdict: string; written: number }>([
    { when: 'of a run never got through', told: ofRun, verdict: 'ask', written: 0 },
    { when: 'of a run got through', told: [...ofRun, askedWhen('run')], verdict: 'prove', written: 0 },
    {
      when: 'of a run got through before it failed again',
      told: [askedWhen('run'), ...ofRun],
      verdict: 'ask',
      written: 0,
    },
    { when: 'of a step never got through', told: ofStep, stepId: 'database', verdict: 'ask', written: 0 },
    {
      when: 'of a step got through',
      told: [...ofStep, askedWhen('step:database')],
      stepId: 'database',
      verdict: 'end',
      written: 1,
    },
    {
      when: 'of a step never got through again after an answer that is none',
      told: [...ofStep, askedWhen('step:database'), rejected],
      stepId: 'database',
      verdict: 'ask',
      written: 0,
    },
  ])('$when: $verdict', async ({ told, stepId, verdict, written }) => {
    const runId = await runThatGoesOn();
    await world.tell(runId, told);
    const stream = stepId === undefined ? 'run' : 'step:database';
    const before = await world.facts(runId, stream);
    for (const _ of ['once', 'and when it is run twice'])
      expect((await record({ runId, ...input, ...(stepId && { stepId }) })).verdict).toBe(verdict);
    expect(await world.facts(runId, stream)).toHaveLength(before.length + written);
  });

  it('is given the same time again', async () => {
    const runId = await runThatGoesOn();
    await world.tell(runId, ofRun);
    expect(await record({ runId, ...input })).toEqual({ verdict: 'ask', askSeconds: 1800 });
  });
});

describe('what becomes of the run', () => {
  const proceed: Told = ['run', { type: 'decided', verdict: 'proceed', reason: 'automatic', evidence: {} }];
  const asked: Told = ['run', { type: 'decided', verdict: 'ask', reason: 'the plan asks', evidence: {} }];
  const approved: Told = ['run', { type: 'answered', answer: 'approve', operator: 'Ada', reason: 'I saw it' }];
  const proven: Told = ['run', { type: 'proven', verdict: 'succeeded', reason: 'as the ledger says' }];
  const opened = (change: Parameters<typeof openedFor>[1] = {}): Told => ['run', openedFor(plan, change)];

  it.each<{ when: string; told: readonly Told[]; state?: string; stepId?: string; verdict: string }>([
    { when: 'it was let go on', told: [opened(), proceed], verdict: 'ask' },
    { when: 'a person had let it go on', told: [opened(), asked, approved], verdict: 'ask' },
    { when: 'nothing was decided', told: [opened()], verdict: 'end' },
    { when: 'nobody has said yes', told: [opened(), asked], verdict: 'end' },
    { when: 'it was never opened', told: [], verdict: 'end' },
    { when: 'it is a dry run', told: [opened({ dryRun: true }), proceed], verdict: 'end' },
    { when: 'nobody could be asked', told: [opened(), proceed], state: 'AskOperator', verdict: 'end' },
    { when: 'only the proof is missing', told: [opened(), proceed], state: 'ProveRecovery', verdict: 'end' },
    { when: 'it was proven already', told: [opened(), proceed, proven], verdict: 'end' },
    {
      when: 'a step failed',
      told: [opened(), ...letGo(plan).map((fact): Told => ['run', fact]), ['step:database', facts.started]],
      stepId: 'database',
      verdict: 'end',
    },
  ])('is $verdict when $when', async ({ told, state = 'ChooseNextStage', stepId, verdict }) => {
    const runId = nextRunId();
    await world.tell(runId, told);
    const failure = { Error: 'Lambda.Unknown', Cause: '' };
    const answer = await record({ runId, state, failure, ...(stepId && { stepId }) });
    expect(answer.verdict).toBe(verdict);
    if (verdict === 'ask') expect(answer.askSeconds).toBe(1800);
  });
});
