import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../../simulation/step-functions/json.ts';
import { pathOf, secondsOf } from '../simulation/step-functions/machine-room.ts';
import { type Answers, type Cast, createStage, dies, inTurn } from './machines.ts';
import { statesOfMachine } from './states-of-machine.ts';

const opened = { verdict: 'opened', occasion: 'rehearsal', kinds: ['checkEndpoint', 'scaleService'] };
const decided = (...verdicts: string[]) => inTurn(...verdicts.map((verdict) => ({ verdict, approvalSeconds: 1800 })));
const escalated = (verdict: string) => inTurn({ verdict, unanswered: 1, approvalSeconds: 600 });
const stepNamed = (stepId: string) => ({
  stepId,
  kind: 'checkEndpoint',
  onFailure: 'stop',
  childName: `run-1_${stepId}`,
  timeoutSeconds: 600,
  askSeconds: 600,
});
const stage = (next: string, name: string, ...steps: string[]) => ({ next, stage: name, steps: steps.map(stepNamed) });
const finished = stage('finished', '-');
const by = (answer: string) => ({ answer, operator: 'Ada', reason: 'I looked' });

/** A run that goes well, in one stage of two steps. */
const well = (): Cast => ({
  OpenRun: inTurn(opened),
  ...Object.fromEntries(opened.kinds.map((kind) => [`of-${kind}`, inTurn({ assessed: 1 })])),
  DecideRecovery: decided('proceed'),
  ChooseNextStage: inTurn(stage('inline', 'proof', 'one', 'two'), finished),
  CheckEndpoint: () => ({ status: 'done', waitSeconds: 1, lookedAt: '', because: 'done' }),
  ProveRecovery: inTurn({}),
  RecordFailure: inTurn({}),
  RecordOutcome: inTurn({ outcome: 'succeeded' }),
  NotifyOperators: inTurn({}),
  CloseRun: inTurn({}),
});
const outcome = (word: string) => ({ RecordOutcome: inTurn({ outcome: word }) });

const visited = new Set<string>();
const inner = new Set(['RunStep', 'LeaveStepToLedger', 'AssessKind', 'LeaveUnassessed']);

const play = async (changes: Cast, answers: Answers = [], input: Json = { plan: 'orders', reason: 'lost' }) => {
  const played = createStage({ ...well(), ...changes }, answers);
  const execution = await played.run('recover', input);
  for (const one of played.room.states.executions()) for (const state of pathOf(one)) visited.add(state);
  const path = pathOf(execution).filter((state) => !inner.has(state));
  return { ...played, execution, path: path.join(' ') };
};

const before = 'OpenRun IsRunOpen AssessRunbook DecideRecovery WhatWasDecided';
const stages = 'ChooseNextStage WhatComesNext RunStage ChooseNextStage WhatComesNext';
const ending = (end: string) => `RecordOutcome NotifyOperators CloseRun HowDidRunEnd ${end}`;
const asking = 'AwaitApproval RecordAnswer WhatWasAnswered';

type Row = Readonly<{ when: string; changes: Cast; answers?: Answers; path: string; status: string }>;

describe('a run', () => {
  it.each<Row>([
    {
      when: 'all goes well',
      changes: {},
      path: `${before} ${stages} ProveRecovery ${ending('RunSucceeded')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'it is refused at once',
      changes: { ...outcome('refused'), OpenRun: inTurn({ ...opened, verdict: 'refused' }) },
      path: `OpenRun IsRunOpen ${ending('RunRefused')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'the decision is to refuse',
      changes: { ...outcome('refused'), DecideRecovery: decided('refuse') },
      path: `${before} ${ending('RunRefused')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'nobody could look at the steps of a kind, and somebody is asked and approves',
      changes: {
        'of-scaleService': inTurn(dies()),
        DecideRecovery: decided('ask'),
        RecordAnswer: inTurn({ answer: 'approve' }),
      },
      answers: [by('approve')],
      path: `${before} ${asking} ${stages} ProveRecovery ${ending('RunSucceeded')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'somebody is asked and refuses',
      changes: { ...outcome('refused'), DecideRecovery: decided('ask'), RecordAnswer: inTurn({ answer: 'refuse' }) },
      answers: [by('refuse')],
      path: `${before} ${asking} ${ending('RunRefused')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'the first answer cannot be read',
      changes: {
        DecideRecovery: decided('ask'),
        RecordAnswer: inTurn({ answer: 'invalid' }, { answer: 'approve' }),
      },
      answers: ['yes', by('approve')],
      path: `${before} ${asking} ${asking} ${stages} ProveRecovery ${ending('RunSucceeded')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'nobody answers',
      changes: { ...outcome('refused'), DecideRecovery: decided('ask'), EscalateApproval: escalated('end') },
      path: `${before} AwaitApproval EscalateApproval IsSomebodyLeft ${ending('RunRefused')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'the first one says nothing and the next one accepts the loss',
      changes: {
        DecideRecovery: decided('ask'),
        EscalateApproval: escalated('ask'),
        RecordAnswer: inTurn({ answer: 'acceptLoss' }),
      },
      answers: ['silence', by('acceptLoss')],
      path: `${before} AwaitApproval EscalateApproval IsSomebodyLeft ${asking} ${stages} ProveRecovery ${ending('RunSucceeded')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'nobody answers and that cannot be kept',
      changes: { ...outcome('failed'), DecideRecovery: decided('ask'), EscalateApproval: inTurn(dies()) },
      path: `${before} AwaitApproval EscalateApproval RecordFailure ${ending('RunFailed')}`,
      status: 'FAILED',
    },
    {
      when: 'a restore is chosen',
      changes: { DecideRecovery: decided('ask', 'proceed'), RecordAnswer: inTurn({ answer: 'restore' }) },
      answers: [by('restore')],
      path: `${before} ${asking} AssessRunbook DecideRecovery WhatWasDecided ${stages} ProveRecovery ${ending('RunSucceeded')}`,
      status: 'SUCCEEDED',
    },
    {
      when: 'a required step was not done',
      changes: {
        ...outcome('partiallyDone'),
        ChooseNextStage: inTurn(stage('inline', 'proof', 'one'), stage('stop', '-')),
      },
      path: `${before} ${stages} ProveRecovery ${ending('RunFailed')}`,
      status: 'FAILED',
    },
    {
      when: 'the outcome is not known',
      changes: outcome('unknown'),
      path: `${before} ${stages} ProveRecovery ${ending('RunFailed')}`,
      status: 'FAILED',
    },
    {
      when: 'the notice cannot be sent',
      changes: { NotifyOperators: inTurn(dies()) },
      path: `${before} ${stages} ProveRecovery ${ending('RunFailed')}`,
      status: 'FAILED',
    },
    {
      when: 'the record cannot be stored',
      changes: { RecordOutcome: inTurn(dies()) },
      path: `${before} ${stages} ProveRecovery ${ending('RunFailed')}`,
      status: 'FAILED',
    },
    {
      when: 'the run cannot be closed',
      changes: { CloseRun: inTurn(dies()) },
      path: `${before} ${stages} ProveRecovery RecordOutcome NotifyOperators CloseRun RunFailed`,
      status: 'FAILED',
    },
    {
      when: 'the ledger is gone from the beginning',
      changes: Object.fromEntries(
        ['OpenRun', 'RecordFailure', 'RecordOutcome', 'CloseRun'].map((name) => [name, inTurn(dies())]),
      ),
      path: 'OpenRun RecordFailure RecordOutcome NotifyOperators CloseRun RunFailed',
      status: 'FAILED',
    },
  ])('ends $status when $when', async ({ changes, answers, path, status }) => {
    const played = await play(changes, answers);
    expect(played.path).toBe(path);
    expect(played.execution.status).toBe(status);
  });

  it.each([
    { state: 'OpenRun', path: 'OpenRun' },
    { state: 'DecideRecovery', path: 'OpenRun IsRunOpen AssessRunbook DecideRecovery' },
    { state: 'ChooseNextStage', path: `${before} ChooseNextStage` },
    { state: 'ProveRecovery', path: `${before} ${stages} ProveRecovery` },
  ])('is recorded, told and closed when $state dies', async ({ state, path }) => {
    const played = await play({ ...outcome('failed'), [state]: inTurn(dies()) });
    expect(played.path).toBe(`${path} RecordFailure ${ending('RunFailed')}`);
    expect(played.given('RecordFailure')).toMatchObject([
      { runId: 'run-1', state, failure: { Error: 'Sandbox.Timedout' } },
    ]);
  });

  it('is recorded, told and closed when the answer cannot be', async () => {
    const changes = { ...outcome('failed'), DecideRecovery: decided('ask'), RecordAnswer: inTurn(dies()) };
    const { path } = await play(changes, [by('approve')]);
    expect(path).toBe(`${before} AwaitApproval RecordAnswer RecordFailure ${ending('RunFailed')}`);
  });

  it('opens with whatever was typed', async () => {
    const { given } = await play({}, [], {});
    expect(given('OpenRun')).toMatchObject([
      { executionName: 'run-1', input: {}, startedAt: expect.stringMatching(/Z$/) },
    ]);
  });
});

describe('a stage', () => {
  it('runs its steps side by side, each in an execution named after run and step', async () => {
    const slow = inTurn(
      { status: 'waiting', waitSeconds: 60, lookedAt: '', because: 'AWS is at work' },
      { status: 'waiting', waitSeconds: 60, lookedAt: '', because: 'AWS is at work' },
      { status: 'done', waitSeconds: 1, lookedAt: '', because: 'done' },
    );
    const { room, execution } = await play({ CheckEndpoint: slow });
    const children = room.states.executions().filter(({ name }) => name !== 'run-1');
    expect(children.map(({ name }) => name).sort()).toEqual(['run-1_one', 'run-1_two']);
    expect(secondsOf(execution)).toBeLessThan(90);
  });

  it('tells its steps the run, and the next choice which stage was run', async () => {
    const { given } = await play({});
    expect(given('CheckEndpoint')).toMatchObject([
      { runId: 'run-1', stepId: 'one', occasion: 'rehearsal' },
      { runId: 'run-1', stepId: 'two', occasion: 'rehearsal' },
    ]);
    expect(given('ChooseNextStage')).toMatchObject([{ ranStage: '-' }, { ranStage: 'proof' }]);
  });

  it('tells whoever asks how many have said nothing, and gives each the time that is theirs', async () => {
    const changes = { DecideRecovery: decided('ask'), EscalateApproval: escalated('ask') };
    const answers: Answers = ['silence', by('refuse')];
    const { given, execution } = await play({ ...changes, RecordAnswer: inTurn({ answer: 'refuse' }) }, answers);
    expect(given('AwaitApproval')).toMatchObject([{ unanswered: 0 }, { unanswered: 1 }]);
    expect(given('EscalateApproval')).toMatchObject([{ runId: 'run-1', unanswered: 0 }]);
    expect(Math.round(secondsOf(execution))).toBe(1860);
  });

  it('goes on beside a step that fails', async () => {
    const failing = inTurn(
      { status: 'failed', waitSeconds: 1, lookedAt: '', because: 'it is gone' },
      { status: 'done', waitSeconds: 1, lookedAt: '', because: 'done' },
    );
    const { room, path } = await play({ CheckEndpoint: failing });
    const statuses = room.states.executions().map(({ status }) => status);
    expect(statuses.filter((status) => status === 'FAILED')).toHaveLength(1);
    expect(path).toContain(`${stages} ProveRecovery`);
  });

  it('of more than 40 steps runs as a distributed map, and a failure leaves the others alone', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `step-${index}`);
    const failing = inTurn(
      { status: 'failed', waitSeconds: 1, lookedAt: '', because: 'it is gone' },
      { status: 'done', waitSeconds: 1, lookedAt: '', because: 'done' },
    );
    const { given, path } = await play({
      ChooseNextStage: inTurn(stage('distributed', 'proof', ...names), finished),
      CheckEndpoint: failing,
    });
    expect(path).toContain('RunWideStage ChooseNextStage WhatComesNext ProveRecovery');
    expect(new Set(given('CheckEndpoint').map((payload) => JSON.stringify(payload))).size).toBe(45);
  });
});

afterAll(() => {
  const states = statesOfMachine('recover');
  expect(states.filter((state) => !visited.has(state))).toEqual([]);
});
