import { describe, expect, it } from 'vitest';
import type { EndpointAnswer } from '../../../../shared/aws/ask-endpoint.ts';
import { CheckEndpointSpec } from '../../../../shared/contracts/specs/check-endpoint.ts';
import { checkEndpoint } from '../../../../shared/steps/check-endpoint/check-endpoint.ts';
import { now, reasonOf, stepRun, wordOf } from '../../executor/step-run.ts';

const specOf = (change = {}) =>
  CheckEndpointSpec.parse({ url: 'https://app.example.com/health', contains: '"status":"ok"', times: 3, ...change });

const good: EndpointAnswer = { status: 200, body: '{"status":"ok"}' };
const failing = (code: string) => Object.assign(new Error('of the test'), { code });

/** One look at an endpoint that gives these answers in turn, each after so many seconds. */
const look = async (answers: readonly (EndpointAnswer | Error)[], { spec = specOf(), seconds = 0 } = {}) => {
  let asked = 0;
  const dependencies = {
    askEndpoint: async () => {
      const answer = answers[asked];
      asked += 1;
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often');
      return answer;
    },
    findAddress: async () => {
      throw new Error('a look asks the endpoint itself');
    },
    now: () => new Date(Date.parse(now) + asked * seconds * 1000).toISOString(),
  };
  const facts = await checkEndpoint.observe(spec, stepRun(), dependencies);
  return { decision: checkEndpoint.decide(spec, facts, stepRun()), asked };
};

describe('an endpoint', () => {
  it.each([
    {
      when: 'answers well three times in a row',
      answers: [good, good, good],
      word: 'done',
      because: '"answersInARow":3',
      asked: 3,
    },
    {
      when: 'answers with another status',
      answers: [good, { status: 503, body: 'busy' }, good],
      word: 'wait',
      because: 'status 503 instead of 200: busy',
      asked: 2,
    },
    {
      when: 'answers without the text',
      answers: [{ status: 200, body: 'hello' }],
      word: 'wait',
      because: 'without',
      asked: 1,
    },
    {
      when: 'answers with nothing',
      answers: [{ status: 500, body: '' }],
      word: 'wait',
      because: 'an empty body',
      asked: 1,
    },
    {
      when: 'redirects',
      answers: [{ status: 302, body: '' }],
      word: 'wait',
      because: 'status 302 instead of 200',
      asked: 1,
    },
    {
      when: 'refuses the connection',
      answers: [failing('ECONNREFUSED')],
      word: 'wait',
      because: 'no answer: ECONNREFUSED',
      asked: 1,
    },
    {
      when: 'has no address',
      answers: [failing('ENOTFOUND')],
      word: 'wait',
      because: 'no answer: ENOTFOUND',
      asked: 1,
    },
  ])('that $when: $word', async ({ answers, word, because, asked }) => {
    const seen = await look(answers);
    expect(wordOf(seen.decision)).toBe(word);
    expect(reasonOf(seen.decision)).toContain(because);
    expect(seen.asked).toBe(asked);
  });

  it('that is too slow for so many answers within one look has not passed', async () => {
    const { decision, asked } = await look(Array(20).fill(good), { spec: specOf({ times: 20 }), seconds: 5 });
    expect(reasonOf(decision)).toContain('of 20 good answers within one look');
    expect(asked).toBe(9);
  });

  it('that is expected to say no passes with the status it shall have', async () => {
    const spec = specOf({ contains: undefined, status: 401, method: 'POST', times: 1 });
    const { decision } = await look([{ status: 401, body: '' }], { spec });
    expect(decision).toMatchObject({ done: { status: 401, method: 'POST' } });
  });

  it('shows no secret of its answer', async () => {
    const body = '{"error":"login","password":"hunter2","token":"abc","note":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"}';
    const { decision } = await look([{ status: 500, body }]);
    expect(reasonOf(decision)).toContain('login');
    expect(reasonOf(decision)).not.toMatch(/hunter2|abc|eyJ/);
  });
});

describe('before anything is done', () => {
  const survey = async (answer: 'there' | Error, { spec = specOf(), run = {} } = {}) => {
    const asked: string[] = [];
    const facts = await checkEndpoint.survey?.(spec, stepRun(run), {
      askEndpoint: async () => {
        throw new Error('what it answers comes from steps before');
      },
      findAddress: async (name) => {
        asked.push(name);
        if (answer === 'there') return '192.0.2.7';
        throw answer;
      },
      now: () => now,
    });
    return { asked, levels: facts && checkEndpoint.assess(spec, facts, stepRun(run)).map(({ level }) => level) };
  };

  it.each([
    { when: 'leads somewhere', answer: 'there' as const, levels: [] },
    { when: 'leads nowhere', answer: failing('ENOTFOUND'), levels: ['doubt'] },
    {
      when: 'leads nowhere yet, and a person is asked before',
      answer: failing('ENOTFOUND'),
      run: { mayBeMade: true },
      levels: ['info'],
    },
    { when: 'cannot be asked', answer: failing('ETIMEOUT'), levels: ['warning'] },
  ])('only its name is asked: it $when', async ({ answer, run, levels }) => {
    expect(await survey(answer, { run })).toEqual({ asked: ['app.example.com'], levels });
  });

  it.each(['https://192.0.2.7/health', 'https://[2001:db8::7]/health'])('%s has no name to ask', async (url) => {
    expect(await survey(failing('ENOTFOUND'), { spec: specOf({ url }) })).toEqual({ asked: [], levels: [] });
  });
});
