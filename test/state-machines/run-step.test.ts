import type { Json } from 'simulated-aws/step-functions/json.ts';
import { type Behaviour, pathOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { StepKind } from '../../shared/contracts/step-kind.ts';
import { type Answers, type Cast, createStage, dies, inTurn, paymentsOf } from './machines.ts';
import { statesOfMachine } from './states-of-machine.ts';

const done = { status: 'done', waitSeconds: 1, lookedAt: '', because: 'done', used: 11 };
const waiting = { status: 'waiting', waitSeconds: 2, lookedAt: '', because: 'AWS is at work', used: 11 };
const failed = { status: 'failed', waitSeconds: 1, lookedAt: '', because: 'the replica is gone', used: 11 };

const visited = new Set<string>();
const stepOf = (kind: string, onFailure: 'ask' | 'stop') => ({
  runId: 'run-1',
  stepId: 'database',
  kind,
  attempt: 1,
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

/** No answer the first time. */
const neverThen = (answer: Json): Behaviour => {
  let turn = 0;
  return () => {
    turn += 1;
    return turn === 1 ? new Promise(() => undefined) : answer;
  };
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
      path: 'PromoteReplica IsStepDone IsOperatorAsked AskOperator RecordFailure IsQuestionLost IsOperatorAsked StepFailed',
      status: 'FAILED',
    },
    {
      when: 'its function dies again and again and the operator retries',
      cast: { PromoteReplica: inTurn(...Array.from({ length: 7 }, dies), done), RecordAnswer: recorded('retry') },
      answers: [by('retry')],
      path: 'PromoteReplica RecordFailure IsQuestionLost IsOperatorAsked AskOperator RecordAnswer WhatWasAnswered PromoteReplica IsStepDone StepDone',
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
      when: 'its run has been closed: nothing is asked and nothing is written',
      cast: { PromoteReplica: inTurn(Object.assign(dies(), { errorType: 'NotLetGo' })) },
      path: 'PromoteReplica StepFailed',
      status: 'FAILED',
    },
    {
      when: 'its function is silent once, and is looked at again',
      cast: { PromoteReplica: neverThen(done) },
      path: 'PromoteReplica IsStepDone StepDone',
      status: 'SUCCEEDED',
    },
    {
      when: 'its history is half full',
      cast: {
        PromoteReplica: inTurn(waiting, {
          ...waiting,
          status: 'handOver',
          used: 12_000,
          next: { attempt: 2, childName: 'run-1_database_2' },
        }),
      },
      path: 'PromoteReplica IsStepDone WaitForStep PromoteReplica IsStepDone StepHandedOver',
      status: 'SUCCEEDED',
    },
    {
      when: 'it has to act and its stage is not confirmed any more',
      kind: 'promoteReplica',
      cast: { PromoteReplica: inTurn(waiting, { ...waiting, status: 'held' }) },
      path: 'PromoteReplica IsStepDone WaitForStep PromoteReplica IsStepDone StepHeld',
      status: 'SUCCEEDED',
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
      cast: { PromoteReplica: inTurn({ status: 'perhaps', waitSeconds: 1, lookedAt: '', used: 11 }) },
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

  it('tells its function how much of its history is used, and how often the look has been tried', async () => {
    const { given } = await play({ cast: { PromoteReplica: inTurn(waiting, dies(), { ...done, used: 25 }) } });
    expect(given('PromoteReplica')).toMatchObject([
      { attempt: 1, used: 0, retries: 0 },
      { attempt: 1, used: 11, retries: 0 },
      { attempt: 1, used: 11, retries: 1 },
    ]);
  });

  it('that hands over says all that its next execution has to know', async () => {
    const next = { attempt: 2, childName: 'run-1_database_2' };
    const { execution } = await play({
      cast: { PromoteReplica: inTurn({ ...waiting, status: 'handOver', used: 12_000, next }) },
    });
    expect(execution.output?.value).toEqual({
      isHandedOver: true,
      runId: 'run-1',
      occasion: 'incident',
      step: { stepId: 'database', kind: 'promoteReplica', onFailure: 'ask', askSeconds: 600, ...next },
    });
  });

  describe('that leaves something owed', () => {
    const payment = { attempt: 1, name: 'run-1_database_pay_1' };
    const owed = inTurn({ ...done, status: 'owed', payment });
    const over = { status: 'notOwed', waitSeconds: 1, because: 'so', used: 10 };

    it('starts who is to do it, and ends well', async () => {
      const { path, execution, room } = await play({ cast: { PromoteReplica: owed, FenceDatabase: inTurn(over) } });
      expect(path).toBe('PromoteReplica IsStepDone StartPayment StepOwed');
      expect(execution.status).toBe('SUCCEEDED');
      const paying = paymentsOf(room);
      expect(paying).toEqual([{ name: payment.name, input: { runId: 'run-1', stepId: 'database', pay: 1 } }]);
    });

    it('ends well where that has been started before', async () => {
      const stage = createStage({ PromoteReplica: owed, FenceDatabase: inTurn(over) });
      await stage.run('pay-fence', { runId: 'run-1', stepId: 'database', pay: 7 }, payment.name);
      const execution = await stage.run('run-step', stepOf('promoteReplica', 'ask'));
      expect(execution.status).toBe('SUCCEEDED');
      expect(paymentsOf(stage.room)).toHaveLength(1);
    });
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
