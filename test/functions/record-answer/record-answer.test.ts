import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAnswer } from '../../../functions/record-answer/record-answer.ts';
import type { Fact, FactOf, Stream } from '../../../shared/contracts/ledger-entry.ts';
import { facts } from '../../shared/support/entries.ts';
import { stepId } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

type Question = FactOf<'asked'>['question'];
const asked = (question: Question): Fact => ({
  type: 'asked',
  question,
  expiresAt: '2026-01-05T04:00:00.000Z',
  messageId: 'message',
});
const by = (answer: string) => ({ answer, operator: 'Ada', reason: 'I looked' });

const prepare = async (question: Question, answer: unknown) => {
  const runId = nextRunId();
  const stream: Stream = question === 'approval' ? 'run' : 'step:database';
  await world.tell(runId, question === 'stepFailed' ? [[stream, facts.failed]] : []);
  await world.tell(runId, [[stream, asked(question)]]);
  const before = (await world.facts(runId)).length;
  const step = question === 'approval' ? {} : { stepId: stepId('database') };
  return {
    record: () => recordAnswer({ runId, ...step, answer }, world),
    written: async () => (await world.facts(runId)).slice(before),
  };
};

describe('an answer', () => {
  it.each<{ question: Question; answer: string; ending: object[] }>([
    { question: 'approval', answer: 'approve', ending: [] },
    { question: 'approval', answer: 'refuse', ending: [] },
    { question: 'stepFailed', answer: 'retry', ending: [] },
    { question: 'stepFailed', answer: 'skip', ending: [{ type: 'stepSkipped' }] },
    { question: 'stepFailed', answer: 'abort', ending: [{ type: 'stepAborted' }] },
    {
      question: 'operatorStep',
      answer: 'approve',
      ending: [{ type: 'stepDone', evidence: { operator: 'Ada', reason: 'I looked' } }],
    },
    {
      question: 'operatorStep',
      answer: 'refuse',
      ending: [{ type: 'stepFailed', because: 'Ada: I looked', refused: true }],
    },
    { question: 'operatorStep', answer: 'skip', ending: [{ type: 'stepSkipped' }] },
    { question: 'operatorStep', answer: 'abort', ending: [{ type: 'stepAborted' }] },
  ])('$answer to $question is kept with name and reason', async ({ question, answer, ending }) => {
    const { record, written } = await prepare(question, by(answer));
    expect(await record()).toEqual({ answer });
    expect(await written()).toEqual([{ type: 'answered', ...by(answer) }, ...ending]);
  });

  it.each<{ what: string; question: Question; answer: unknown; reason: RegExp }>([
    { what: 'text', question: 'approval', answer: 'yes', reason: /expected object/ },
    { what: 'nothing', question: 'approval', answer: null, reason: /expected object/ },
    { what: 'no name', question: 'approval', answer: { answer: 'approve', reason: 'I looked' }, reason: /operator/ },
    { what: 'no reason', question: 'approval', answer: { ...by('approve'), reason: '' }, reason: /reason/ },
    { what: 'another word', question: 'approval', answer: by('yes'), reason: /answer/ },
    {
      what: 'a key that nobody knows',
      question: 'approval',
      answer: { ...by('approve'), force: true },
      reason: /force/,
    },
    { what: 'retry to the approval', question: 'approval', answer: by('retry'), reason: /one of approve, refuse/ },
    {
      what: 'approve to a failed step',
      question: 'stepFailed',
      answer: by('approve'),
      reason: /one of retry, skip, abort/,
    },
    {
      what: 'retry to an operator’s step',
      question: 'operatorStep',
      answer: by('retry'),
      reason: /one of approve, refuse/,
    },
  ])('is invalid and counts for nothing when it is $what', async ({ question, answer, reason }) => {
    const { record, written } = await prepare(question, answer);
    expect(await record()).toEqual({ answer: 'invalid' });
    expect(await written()).toEqual([{ type: 'answerRejected', reason: expect.stringMatching(reason) }]);
  });

  it.each([
    { answer: 'acceptLoss', kept: 'acceptLoss' },
    { answer: 'restore', kept: 'restore' },
    { answer: 'refuse', kept: 'refuse' },
    { answer: 'approve', kept: 'invalid' },
  ])('$answer to the question about a loss is $kept', async ({ answer, kept }) => {
    const runId = nextRunId();
    const answers: FactOf<'decided'>['answers'] = ['acceptLoss', 'restore', 'refuse'];
    await world.tell(runId, [
      ['run', { type: 'decided', verdict: 'ask', reason: 'too much would be lost', evidence: {}, answers }],
      ['run', asked('approval')],
    ]);
    expect(await recordAnswer({ runId, answer: by(answer) }, world)).toEqual({ answer: kept });
    const last = (await world.facts(runId)).at(-1);
    expect(last).toEqual(
      kept === 'invalid'
        ? { type: 'answerRejected', reason: 'the answer to this question is one of acceptLoss, restore, refuse' }
        : { type: 'answered', ...by(answer) },
    );
  });

  it.each(killings(3))('is kept once when the task is killed $moment call $nth', async ({ nth, moment }) => {
    const { record, written } = await prepare('stepFailed', by('skip'));
    world.killer.arm(nth, moment);
    await expect(record()).rejects.toThrow(Killed);
    world.killer.disarm();
    expect(await record()).toEqual({ answer: 'skip' });
    expect((await written()).map(({ type }) => type)).toEqual(['answered', 'stepSkipped']);
  });
});
