import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAnswer } from '../../../functions/record-answer/record-answer.ts';
import type { Fact, FactOf, Stream } from '../../../shared/contracts/ledger-entry.ts';
import { purposeOfAnswer } from '../../../shared/identity/proof.ts';
import type { VerifyIdentity } from '../../../shared/identity/verify-identity.ts';
import { facts } from '../../shared/support/entries.ts';
import { given, letGo, openedFor, planOf, stepId } from '../../shared/support/plan.ts';
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
const ada = 'arn:aws:iam::111122223333:user/ada';

/** Confirms what is `proof`, for the purpose that it was asked about. */
const purposes: string[] = [];
const verifyIdentity: VerifyIdentity = async ({ proof, purpose, executionArn }) => {
  purposes.push(`${purpose} of ${executionArn}`);
  return proof === 'proof' ? { identity: ada } : { reason: 'STS did not confirm it' };
};
const dependencies = () => ({ ledgerOf: world.ledgerOf, verifyIdentity });

const by = (answer: string) => ({ answer, operator: 'Ada', reason: 'I looked' });

const plan = planOf({ data: [given.promote] });

const prepare = async (question: Question, answer: unknown) => {
  const runId = nextRunId();
  const stream: Stream = question === 'approval' ? 'run' : 'step:database';
  if (stream !== 'run')
    await world.tell(
      runId,
      [openedFor(plan), ...letGo(plan)].map((fact) => ['run', fact]),
    );
  await world.tell(runId, question === 'stepFailed' ? [[stream, facts.failed]] : []);
  await world.tell(runId, [[stream, asked(question)]]);
  const before = (await world.facts(runId)).length;
  const step = question === 'approval' ? {} : { stepId: stepId('database') };
  return {
    runId,
    record: (other = answer) => recordAnswer({ runId, ...step, answer: other }, dependencies()),
    written: async () => (await world.facts(runId)).slice(before),
    tell: (...told: Fact[]) =>
      world.tell(
        runId,
        told.map((fact) => [stream, fact]),
      ),
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
    expect(await recordAnswer({ runId, answer: by(answer) }, dependencies())).toEqual({ answer: kept });
    const last = (await world.facts(runId)).at(-1);
    expect(last).toEqual(
      kept === 'invalid'
        ? { type: 'answerRejected', reason: 'the answer to this question is one of acceptLoss, restore, refuse' }
        : { type: 'answered', ...by(answer) },
    );
  });

  it.each(killings(5))('is kept once when the task is killed $moment call $nth', async ({ nth, moment }) => {
    const { record, written } = await prepare('stepFailed', by('skip'));
    world.killer.arm(nth, moment);
    await expect(record()).rejects.toThrow(Killed);
    world.killer.disarm();
    expect(await record()).toEqual({ answer: 'skip' });
    expect((await written()).map(({ type }) => type)).toEqual(['answered', 'stepSkipped']);
  });

  it('that was the first valid one stands: another word or another name after it changes nothing', async () => {
    const { record, written } = await prepare('approval', by('refuse'));
    expect(await record()).toEqual({ answer: 'refuse' });
    expect(await record({ ...by('approve'), operator: 'Mallory' })).toEqual({ answer: 'refuse' });
    expect(await record('nonsense')).toEqual({ answer: 'refuse' });
    expect(await written()).toEqual([{ type: 'answered', ...by('refuse') }]);
  });

  it('of no outweighs a yes that somebody has put before it, until the run has gone on', async () => {
    const { record, written } = await prepare('approval', { ...by('approve'), operator: 'Mallory' });
    expect(await record()).toEqual({ answer: 'approve' });
    expect(await record(by('refuse'))).toEqual({ answer: 'refuse' });
    expect(await record(by('approve'))).toEqual({ answer: 'refuse' });
    expect((await written()).map((fact) => ('answer' in fact ? fact.answer : ''))).toEqual(['approve', 'refuse']);
  });

  it('of no changes nothing any more once the run has gone on', async () => {
    const { record, written, tell } = await prepare('approval', by('approve'));
    await record();
    await tell({ type: 'stageChosen', stage: stepId('fence'), steps: [], wide: false });
    expect(await record({ ...by('refuse'), operator: 'Mallory' })).toEqual({ answer: 'approve' });
    expect((await written()).map(({ type }) => type)).toEqual(['answered', 'stageChosen']);
  });

  it('makes of a step what the first one says, whoever comes second', async () => {
    const { record, written } = await prepare('stepFailed', by('skip'));
    await record();
    expect(await record(by('abort'))).toEqual({ answer: 'skip' });
    expect((await written()).map(({ type }) => type)).toEqual(['answered', 'stepSkipped']);
  });

  it('is the one that the ledger has first, when two come at the same moment', async () => {
    const { record, written } = await prepare('stepFailed', by('retry'));
    const given = await Promise.all([record(), record(by('abort'))]);
    const answered = (await written()).find(({ type }) => type === 'answered');
    expect(given.map(({ answer }) => answer)).toEqual(
      given.map(() => answered?.type === 'answered' && answered.answer),
    );
  });

  it('is kept without the password that somebody typed into its reason', async () => {
    const { record, written } = await prepare('approval', {
      ...by('approve'),
      reason: 'tried postgres://ada:hunter2@db',
    });
    await record();
    expect(JSON.stringify(await written())).not.toContain('hunter2');
    expect(await written()).toMatchObject([{ type: 'answered', reason: expect.stringContaining('tried') }]);
  });

  it('counts after a slip of the pen', async () => {
    const { record, written } = await prepare('approval', 'yes');
    expect(await record()).toEqual({ answer: 'invalid' });
    expect(await record(by('approve'))).toEqual({ answer: 'approve' });
    expect((await written()).map(({ type }) => type)).toEqual(['answerRejected', 'answered']);
  });

  it.each<{ question: Question; over: Fact }>([
    { question: 'approval', over: { type: 'unanswered' } },
    { question: 'stepFailed', over: facts.failed },
  ])('to $question counts for nothing once $over.type stands after the question', async ({ question, over }) => {
    const { record, written, tell } = await prepare(question, by(question === 'approval' ? 'approve' : 'skip'));
    await tell(over);
    expect(await record()).toEqual({ answer: 'invalid' });
    expect((await written()).map(({ type }) => type)).toEqual([over.type, 'answerRejected']);
  });

  it.each<{ question: Question; answer: string; ending: object[] }>([
    { question: 'approval', answer: 'approve', ending: [] },
    {
      ...{ question: 'operatorStep', answer: 'approve' },
      ending: [{ type: 'stepDone', evidence: { operator: 'Ada', identity: ada, reason: 'I looked' } }],
    },
    {
      ...{ question: 'operatorStep', answer: 'refuse' },
      ending: [{ type: 'stepFailed', because: `Ada (${ada}): I looked`, refused: true }],
    },
  ])('$answer to $question has who proved to be the operator', async ({ question, answer, ending }) => {
    const { record, written } = await prepare(question, { ...by(answer), identity: 'proof' });
    expect(await record()).toEqual({ answer });
    expect(await written()).toEqual([{ type: 'answered', ...by(answer), identity: ada }, ...ending]);
  });

  it('is proven for its run, its step and its words', async () => {
    const { record, runId } = await prepare('stepFailed', { ...by('skip'), identity: 'proof' });
    await record();
    const purpose = purposeOfAnswer({ runId, stepId: stepId('database') }, by('skip'));
    const arn = openedFor(plan).executionArn;
    expect(purposes.at(-1)).toBe(`${purpose} of ${arn}`);
  });

  it('with a proof that proves nothing is none, and may be given again without it', async () => {
    const { record, written } = await prepare('approval', { ...by('approve'), identity: 'made up' });
    expect(await record()).toEqual({ answer: 'invalid' });
    expect(await written()).toEqual([
      { type: 'answerRejected', reason: expect.stringMatching(/^the identity is not proven: STS did not confirm it/) },
    ]);
    expect(await record(by('approve'))).toEqual({ answer: 'approve' });
  });

  it('about a step that the run has not reached leaves no trace', async () => {
    const runId = nextRunId();
    await world.tell(runId, [['run', openedFor(plan)]]);
    const recording = recordAnswer({ runId, stepId: stepId('database'), answer: by('skip') }, dependencies());
    await expect(recording).rejects.toMatchObject({ name: 'NotLetGo' });
    expect(await world.facts(runId)).toHaveLength(1);
  });
});
