import { expect, it } from 'vitest';
import { RunId, StepId } from '../../../shared/contracts/fields.ts';
import { purposeOfAnswer, purposeOfStart } from '../../../shared/identity/proof.ts';
import { BadInput } from '../../../tools/bad-input.ts';
import { runSign, type Surroundings } from '../../../tools/sign/run-sign.ts';
import { sign } from '../../../tools/sign/sign.ts';

const at = new Date('2026-01-05T03:00:00.000Z');
const credentials = { accessKeyId: 'AKIAADA', secretAccessKey: 'secret' };
const answer = { answer: 'approve', operator: "Ada O'Neill", reason: 'I looked' };
const start = { plan: 'shielda', operator: 'Ada', reason: 'the Region is silent' };

const run = (args: string, given: unknown, change: Partial<Surroundings> = {}) =>
  runSign(args.split(' '), {
    stdin: () => (typeof given === 'string' ? given : JSON.stringify(given)),
    credentials: async () => credentials,
    now: () => at,
    ...change,
  });

const runId = RunId.parse('r-1');
const database = StepId.parse('database');

it.each([
  {
    args: 'answer --run r-1 --region us-east-1',
    given: answer,
    purpose: purposeOfAnswer({ runId }, answer),
    region: 'us-east-1',
  },
  {
    ...{ args: 'answer --run r-1 --step database --region us-east-1', given: answer, region: 'us-east-1' },
    purpose: purposeOfAnswer({ runId, stepId: database }, answer),
  },
  {
    ...{ args: 'start --run r-1 --region us-west-2', given: start, region: 'us-west-2' },
    purpose: purposeOfStart(runId, start),
  },
])('$args adds a proof for just that', async ({ args, given, purpose, region }) => {
  const { exitCode, out, error } = await run(args, given);
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
  const identity = await sign({ region, credentials, purpose, at });
  expect(JSON.parse(out)).toEqual({ ...given, identity });
});

it('puts a new proof in place of an old one', async () => {
  const [first, second] = [
    await run('answer --run r-1 --region us-east-1', answer),
    await run('answer --run r-1 --region us-east-1', { ...answer, identity: 'x' }),
  ];
  expect(second).toEqual(first);
});

it('binds a proof to run, step, kind and words', async () => {
  const purposes = [
    purposeOfAnswer({ runId }, answer),
    purposeOfAnswer({ runId: RunId.parse('r-2') }, answer),
    purposeOfAnswer({ runId, stepId: database }, answer),
    purposeOfAnswer({ runId }, { ...answer, reason: 'I looked again' }),
    purposeOfAnswer({ runId }, { ...answer, operator: 'Mallory' }),
    purposeOfAnswer({ runId }, { ...answer, answer: 'refuse' }),
    purposeOfStart(runId, answer),
  ];
  expect(new Set(purposes).size).toBe(purposes.length);
  const { reason, operator } = answer;
  expect(purposeOfAnswer({ runId }, { reason, operator, answer: 'approve', identity: 'x' })).toBe(purposes[0]);
});

it.each([
  { what: 'no kind', args: '--run r-1', given: answer, says: /^npm run --silent sign/ },
  { what: 'a kind that there is not', args: 'refuse --run r-1', given: answer, says: /^npm run --silent sign/ },
  {
    what: 'an option that there is not',
    args: 'answer --runs r-1',
    given: answer,
    says: /^Unknown option '--runs'\. See: npm run sign -- --help$/m,
  },
  { what: 'no run', args: 'answer', given: answer, says: /^--run: / },
  { what: 'a step that can be none', args: 'answer --run r-1 --step ../x', given: answer, says: /^--step: / },
  { what: 'no Region', args: 'answer --run r-1', given: answer, says: /^--region: / },
  { what: 'a Region that can be none', args: 'answer --run r-1 --region mars', given: answer, says: /^--region: / },
  { what: 'no JSON', args: 'answer --run r-1', given: '{', says: /no JSON/ },
  { what: 'a placeholder', args: 'answer --run r-1', given: { ...answer, operator: '<your name>' }, says: /your name/ },
  { what: 'an answer as a start', args: 'start --run r-1', given: answer, says: /plan/ },
])('$what is told, and nothing signed', async ({ args, given, says }) => {
  expect(await run(args, given)).toEqual({ exitCode: 2, out: '', error: expect.stringMatching(says) });
});

it('says when there is nothing to sign with', async () => {
  const nothing = () => Promise.reject(new BadInput('there is nothing to sign with: no credentials'));
  expect(await run('answer --run r-1', answer, { credentials: nothing })).toMatchObject({ exitCode: 2, out: '' });
});
