import { secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { defined } from '../../shared/contracts/defined.ts';
import { type Answers, type Cast, dies, inTurn } from './machines.ts';
import {
  asking,
  before,
  by,
  decided,
  done,
  ending,
  escalated,
  fails,
  finished,
  opened,
  outcome,
  play,
  stage,
  stages,
  visited,
  waits,
} from './recover/cast.ts';
import { describeConfirmations } from './recover/confirmations.ts';
import { describeFailures } from './recover/failures.ts';
import { describeStarts } from './recover/starts.ts';
import { statesOfMachine } from './states-of-machine.ts';

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
      path: `${before} AwaitApproval EscalateApproval RecordFailure IsOperatorAsked ${ending('RunFailed')}`,
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
      path: `${before} ${stages} ProveRecovery ${ending('RunNotSettled')}`,
      status: 'FAILED',
    },
    {
      when: 'the record cannot be stored',
      changes: { RecordOutcome: inTurn(dies()) },
      path: `${before} ${stages} ProveRecovery ${ending('RunNotSettled')}`,
      status: 'FAILED',
    },
    {
      when: 'the run cannot be closed',
      changes: { CloseRun: inTurn(dies()) },
      path: `${before} ${stages} ProveRecovery ${ending('RunNotSettled')}`,
      status: 'FAILED',
    },
    {
      when: 'the ledger is gone from the beginning',
      changes: Object.fromEntries(
        ['OpenRun', 'RecordFailure', 'RecordOutcome', 'CloseRun'].map((name) => [name, inTurn(dies())]),
      ),
      path: `OpenRun RecordFailure ${ending('RunNotSettled')}`,
      status: 'FAILED',
    },
    {
      when: 'steps were lost again and again, and a person ends it',
      changes: {
        ...outcome('partiallyDone'),
        ChooseNextStage: inTurn(stage('inline', 'proof', 'one'), stage('ask', 'proof')),
        RecordAnswer: inTurn({ answer: 'abort' }),
      },
      answers: [by('abort')],
      path: `${before} ${stages} AskOperator RecordAnswer WhatWasAnswered ProveRecovery ${ending('RunFailed')}`,
      status: 'FAILED',
    },
  ])('ends $status when $when', async ({ changes, answers, path, status }) => {
    const played = await play(changes, defined({ answers }));
    expect(played.path).toBe(path);
    expect(played.execution.status).toBe(status);
  });

  it.each([
    { word: 'succeeded', output: { outcome: 'succeeded', reason: 'as it should be' } },
    { word: 'refused', output: { outcome: 'refused', isServiceRecovered: false, reason: 'as it should be' } },
    { word: 'failed', cause: 'The service was not proven to be back: as it should be' },
  ])('says in its execution why, and of a green one that is $word whether it recovered', async (row) => {
    const { execution } = await play(outcome(row.word));
    expect(execution.output?.value).toEqual(row.output);
    expect(execution.cause).toBe(row.cause);
  });

  it.each([
    { state: 'OpenRun', path: 'OpenRun' },
    { state: 'DecideRecovery', path: 'OpenRun IsRunOpen AssessRunbook DecideRecovery' },
    { state: 'ProveRecovery', path: `${before} ${stages} ProveRecovery` },
  ])('is recorded, told and closed when $state dies for good', async ({ state, path }) => {
    const played = await play({ ...outcome('failed'), [state]: inTurn(dies()) });
    expect(played.path).toBe(`${path} RecordFailure IsOperatorAsked ${ending('RunFailed')}`);
    expect(played.given('RecordFailure')).toMatchObject([
      { runId: 'run-1', state, failure: { Error: 'Sandbox.Timedout' } },
    ]);
  });

  it('says what is missing of its account when it ends without it, and nothing of the service', async () => {
    const { execution } = await play({ NotifyOperators: inTurn(dies()) });
    expect(execution).toMatchObject({ error: 'NotSettled', cause: expect.stringContaining('people told: false') });
    expect(execution.cause).toBe(
      'Record stored: true, people told: false, lock let go: true. settle-run makes what is missing.',
    );
  });

  it('is recorded, told and closed when the answer cannot be', async () => {
    const changes = { ...outcome('failed'), DecideRecovery: decided('ask'), RecordAnswer: inTurn(dies()) };
    const { path } = await play(changes, { answers: [by('approve')] });
    expect(path).toBe(`${before} AwaitApproval RecordAnswer RecordFailure IsOperatorAsked ${ending('RunFailed')}`);
  });

  it('opens with whatever was typed', async () => {
    const { given } = await play({}, { input: {} });
    expect(given('OpenRun')).toMatchObject([
      { executionName: 'run-1', input: {}, startedAt: expect.stringMatching(/Z$/) },
    ]);
  });
});

describe('a stage', () => {
  it('runs its steps side by side, each in an execution named after run and step', async () => {
    const { room, execution } = await play({ CheckEndpoint: inTurn(waits, waits, done) });
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
    expect(given('ChooseNextStage')).toMatchObject([
      { ranStage: '-', ranPass: 0 },
      { ranStage: 'proof', ranPass: 1 },
    ]);
  });

  it('tells whoever asks how many have said nothing, and gives each the time that is theirs', async () => {
    const changes = { DecideRecovery: decided('ask'), EscalateApproval: escalated('ask') };
    const answers: Answers = ['silence', by('refuse')];
    const { given, execution } = await play({ ...changes, RecordAnswer: inTurn({ answer: 'refuse' }) }, { answers });
    expect(given('AwaitApproval')).toMatchObject([{ unanswered: 0 }, { unanswered: 1 }]);
    expect(given('EscalateApproval')).toMatchObject([{ runId: 'run-1', unanswered: 0 }]);
    expect(Math.round(secondsOf(execution))).toBe(1860);
  });

  it('goes on beside a step that fails', async () => {
    const { room, path } = await play({ CheckEndpoint: inTurn(fails, done) });
    const statuses = room.states.executions().map(({ status }) => status);
    expect(statuses.filter((status) => status === 'FAILED')).toHaveLength(1);
    expect(path).toContain(`${stages} ProveRecovery`);
  });

  it('of more than 40 steps runs as a distributed map, and a failure leaves the others alone', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `step-${index}`);
    const { given, path } = await play({
      ChooseNextStage: inTurn(stage('distributed', 'proof', ...names), finished),
      CheckEndpoint: inTurn(fails, done),
    });
    expect(path).toContain('RunWideStage ChooseNextStage WhatComesNext ProveRecovery');
    expect(new Set(given('CheckEndpoint').map((payload) => JSON.stringify(payload))).size).toBe(45);
  });
});

describeStarts();
describeConfirmations();
describeFailures();

afterAll(() => {
  const states = statesOfMachine('recover');
  expect(states.filter((state) => !visited.has(state))).toEqual([]);
});
