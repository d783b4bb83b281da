import { afterAll, describe, expect, it } from 'vitest';
import { StepKind } from '../../shared/contracts/step-kind.ts';
import { pathOf } from '../simulation/step-functions/machine-room.ts';
import { type Answers, type Cast, createStage, dies, inTurn } from './machines.ts';
import { statesOfMachine } from './states-of-machine.ts';

const done = { status: 'done', waitSeconds: 1, lookedAt: '', because: 'done' };
const waiting = { status: 'waiting', waitSeconds: 2, lookedAt: '', because: 'AWS is at work' };
const failed = { status: 'failed', waitSeconds: 1, lookedAt: '', because: 'the replica is gone' };

const visited = new Set<string>();
const stepOf = (kind: string, onFailure: 'ask' | 'stop') => ({
  runId: 'run-1',
  stepId: 'database',
  kind,
  onFailure,
  askSeconds: 600,
  occasion: 'incident',
});

type Scenario = Readonly<{ cast: Cast; answers?: Answers; kind?: string; onFailure?: 'ask' | 'stop' }>;

const play = async ({ cast, answers = [], kind = 'promoteReplica', onFailure = 'ask' }: Scenario) => {
  const stage = createStage({ RecordFailure: inTurn({}), ...cast }, answers);
  const execution = await stage.run('run-step', stepOf(kind, onFailure));
  const path = pathOf(execution).slice(1);
  for (const state of ['TakeStep', ...path]) visited.add(state);
  return { ...stage, execution, path: path.filter((state) => state !== 'WhichKind').join(' ') };
};

const recorded = (...answers: string[]) => inTurn(...answers.map((answer) => ({ answer })));
const by = (answer: string) => ({ answer, operator: 'Ada', reason: 'I looked' });

describe('a step', () => {
  it.each(StepKind.options.filter((kind) => kind !== 'askOperator').map((kind) => ({ kind })))(
    'of kind $kind is carried out by the function of that name',
    async ({ kind }) => {
      const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
      const { path, execution } = await play({ kind, cast: { [name]: inTurn(done) } });
      expect(path).toBe(`${name} IsStepDone StepDone`);
      expect(execution.status).toBe('SUCCEEDED');
    },
  );

  it.each<Scenario & { when: string; path: string; status: string }>([
    {
      when: 'it waits and is then done',
      cast: { PromoteReplica: inTurn(waiting, waiting, done) },
      path: 'PromoteReplica IsStepDone WaitForStep PromoteReplica IsStepDone WaitForStep PromoteReplica IsStepDone StepDone',
      status: 'SUCCEEDED',
    },
    {
      when: 'it fails and nobody is to be asked',
      cast: { PromoteReplica: inTurn(failed) },
      onFailure: 'stop',
      path: 'PromoteReplica IsStepDone IsOperatorAsked StepFailed',
      status: 'FAILED',
    },
    {
      when: 'it fails and the operator retries',
      cast: { PromoteReplica: inTurn(failed, done), RecordAnswer: recorded('retry') },
      answers: [by('retry')],
      path: 'PromoteReplica IsStepDone IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered PromoteReplica IsStepDone StepDone',
      status: 'SUCCEEDED',
    },
    {
      when: 'it fails and the operator skips it',
      cast: { PromoteReplica: inTurn(failed), RecordAnswer: recorded('skip') },
      answers: [by('skip')],
      path: 'PromoteReplica IsStepDone IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered StepSkipped',
      status: 'SUCCEEDED',
    },
    {
      when: 'it fails and the operator aborts',
      cast: { PromoteReplica: inTurn(failed), RecordAnswer: recorded('abort') },
      answers: [by('abort')],
      path: 'PromoteReplica IsStepDone IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered StepAborted',
      status: 'FAILED',
    },
    {
      when: 'the operator’s answer cannot be read the first time',
      cast: { PromoteReplica: inTurn(failed, done), RecordAnswer: recorded('invalid', 'retry') },
      answers: ['yes please', by('retry')],
      path: 'PromoteReplica IsStepDone IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered AskOperator RecordAnswer WhatWasAnswered PromoteReplica IsStepDone StepDone',
      status: 'SUCCEEDED',
    },
    {
      when: 'it fails and nobody answers',
      cast: { PromoteReplica: inTurn(failed) },
      path: 'PromoteReplica IsStepDone IsOperatorAsked AskOperator RecordFailure IsOperatorAsked StepFailed',
      status: 'FAILED',
    },
    {
      when: 'its function dies again and again and the operator retries',
      cast: { PromoteReplica: inTurn(dies(), dies(), dies(), done), RecordAnswer: recorded('retry') },
      answers: [by('retry')],
      path: 'PromoteReplica RecordFailure IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered PromoteReplica IsStepDone StepDone',
      status: 'SUCCEEDED',
    },
    {
      when: 'its function dies once, and is looked at again before anybody is asked',
      cast: { PromoteReplica: inTurn(dies(), done) },
      path: 'PromoteReplica IsStepDone StepDone',
      status: 'SUCCEEDED',
    },
    {
      when: 'its function dies and so does the one that would record it',
      cast: { PromoteReplica: inTurn(dies()), RecordFailure: inTurn(dies()) },
      path: 'PromoteReplica RecordFailure StepFailed',
      status: 'FAILED',
    },
    {
      when: 'it is a question and the answer is yes',
      kind: 'askOperator',
      cast: { RecordAnswer: recorded('approve') },
      answers: [by('approve')],
      path: 'AskOperator RecordAnswer WhatWasAnswered StepDone',
      status: 'SUCCEEDED',
    },
    {
      when: 'it is a question and the answer is no',
      kind: 'askOperator',
      cast: { RecordAnswer: recorded('refuse') },
      answers: [by('refuse')],
      path: 'AskOperator RecordAnswer WhatWasAnswered StepFailed',
      status: 'FAILED',
    },
    {
      when: 'its kind is not known',
      kind: 'restoreSnapshot',
      cast: {},
      path: 'StepFailed',
      status: 'FAILED',
    },
    {
      when: 'its function answers what no step answers',
      cast: { PromoteReplica: inTurn({ status: 'perhaps', waitSeconds: 1, lookedAt: '' }) },
      onFailure: 'stop',
      path: 'PromoteReplica IsStepDone IsOperatorAsked StepFailed',
      status: 'FAILED',
    },
  ])('ends $status when $when', async ({ path, status, ...scenario }) => {
    const { path: taken, execution } = await play(scenario);
    expect(taken).toBe(path);
    expect(execution.status).toBe(status);
  });

  it('tells its function of which run and step it is', async () => {
    const { given } = await play({ cast: { PromoteReplica: inTurn(done) } });
    expect(given('PromoteReplica')).toEqual([
      expect.objectContaining({ runId: 'run-1', stepId: 'database', occasion: 'incident' }),
    ]);
  });

  it('is not lost to a ledger that does not answer for a while', async () => {
    const silent = Object.assign(dies(), { errorType: 'LedgerUnavailable' });
    const { path } = await play({ cast: { PromoteReplica: inTurn(silent, silent, done) } });
    expect(path).toBe('PromoteReplica IsStepDone StepDone');
  });

  it('tells of a failure by state and error, with a cause or without one', async () => {
    const died = await play({ cast: { PromoteReplica: inTurn(dies()) }, onFailure: 'stop' });
    expect(died.given('RecordFailure')).toMatchObject([
      { stepId: 'database', state: 'PromoteReplica', failure: { Error: 'Sandbox.Timedout' } },
    ]);
    const unanswered = await play({ cast: { PromoteReplica: inTurn(failed) } });
    expect(unanswered.given('RecordFailure')).toMatchObject([
      { stepId: 'database', state: 'AskOperator', failure: { Error: 'States.Timeout' } },
    ]);
  });
});

afterAll(() => {
  expect([...visited].sort()).toEqual(statesOfMachine('run-step'));
});
