import { pathOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { expect, it } from 'vitest';
import { createStage, inTurn } from './machines.ts';

const failed = { status: 'failed', waitSeconds: 1, lookedAt: '', because: 'the replica is gone', used: 11 };
const answer = { answer: 'retry', operator: 'Ada', reason: 'I looked' };
const step = {
  ...{ runId: 'run-1', stepId: 'database', kind: 'promoteReplica', attempt: 1 },
  ...{ onFailure: 'ask', askSeconds: 600, occasion: 'incident' },
};
const asking = 'PromoteReplica IsStepDone IsOperatorAsked AskOperator';

/** The first question is lost, the second one is answered, and what is asked about next is not. */
const play = async (verdicts: readonly string[]) => {
  const cast = {
    PromoteReplica: inTurn(failed),
    RecordFailure: inTurn(...verdicts.map((verdict) => ({ verdict, askSeconds: 600 }))),
    RecordAnswer: inTurn({ answer: 'retry' }),
  };
  const execution = await createStage(cast, ['silence', answer]).run('run-step', step);
  return pathOf(execution)
    .filter((state) => !['TakeStep', 'WhichKind'].includes(state))
    .join(' ');
};

it('asks a person again about a step whose question never got through, and later ones, too', async () => {
  const again = 'RecordFailure IsQuestionLost AskOperator RecordAnswer WhatWasAnswered';
  const inVain = 'RecordFailure IsQuestionLost IsOperatorAsked StepFailed';
  expect(await play(['ask', 'end'])).toBe(`${asking} ${again} ${asking} ${inVain}`);
});

it('asks nobody twice who was asked in vain', async () => {
  expect(await play(['end'])).toBe(`${asking} RecordFailure IsQuestionLost IsOperatorAsked StepFailed`);
});
