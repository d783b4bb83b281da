import { describe, expect, it } from 'vitest';
import { type Probe, type ProbeResult, probeEndpoints } from '../../../functions/probe-endpoints/probe-endpoints.ts';
import type { AskEndpoint } from '../../../shared/aws/ask-endpoint.ts';
import { planOf } from '../../shared/support/plan.ts';

const url = (name: string) => `https://${name}.example.com/health`;
const failure = (code: string) => Object.assign(new Error(code), { code });

/** A plan whose signals are an alarm and these probes. */
const planWith = (...probes: readonly object[]) =>
  planOf({ proof: [] }, { detection: { signals: [{ alarm: 'first' }, ...probes] }, runbooks: {} });

type Published = Readonly<{ probe: Probe; result: ProbeResult; second: number }>;

/** A minute that passes as soon as everybody waits: what waits for the earlier second goes first. */
const playMinute = async (
  plan: ReturnType<typeof planWith>,
  ask: AskEndpoint,
  { isLost = (_: Probe): boolean => false, lateSeconds = 0 } = {},
) => {
  const published: Published[] = [];
  const begin = Date.UTC(2026, 0, 5, 3);
  const waiting: { seconds: number; go: () => void }[] = [];
  let second = 0;
  let hasEnded = false;
  const run = probeEndpoints(
    { at: new Date(begin - lateSeconds * 1000).toISOString() },
    {
      plans: { orders: plan },
      ask,
      publish: async (probe, result) => {
        if (isLost(probe)) throw new Error('CloudWatch does not answer');
        published.push({ probe, result, second });
      },
      waitUntil: (_, seconds) => new Promise((go) => waiting.push({ seconds, go })),
      now: () => new Date(begin + second * 1000).toISOString(),
    },
  ).finally(() => {
    hasEnded = true;
  });
  const outcome = run.then(
    () => 'done',
    (error: Error) => error.message,
  );
  while (!hasEnded) {
    await new Promise((resolve) => setImmediate(resolve));
    const next = waiting.sort((a, b) => a.seconds - b.seconds).shift();
    if (next === undefined) break;
    second = next.seconds;
    next.go();
  }
  return { published, outcome: await outcome };
};

const well: AskEndpoint = async () => ({ status: 200, body: 'ok' });
const answering =
  (answer: Readonly<{ status: number; body: string }> | Error): AskEndpoint =>
  async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };

describe('an answer', () => {
  it.each([
    { answer: { status: 200, body: 'all ok' }, published: ['good'] },
    { answer: { status: 302, body: 'ok' }, published: ['good'] },
    { answer: { status: 200, body: 'maintenance' }, published: ['bad'] },
    { answer: { status: 199, body: 'ok' }, published: ['bad'] },
    { answer: { status: 404, body: 'ok' }, published: ['bad'] },
    { answer: { status: 503, body: 'ok' }, published: ['bad'] },
    { answer: failure('ECONNREFUSED'), published: ['bad'] },
    { answer: failure('ETIMEDOUT'), published: ['bad'] },
    { answer: failure('ENOTFOUND'), published: ['bad'] },
    { answer: new Error('without a code'), published: ['bad'] },
    { answer: failure('EAI_AGAIN'), published: [] },
    { answer: failure('ENETUNREACH'), published: [] },
    { answer: failure('EMFILE'), published: [] },
    { answer: failure('ENOTASKABLE'), published: [] },
  ])('$answer is published as $published', async ({ answer, published }) => {
    const minute = await playMinute(planWith({ probe: url('a'), contains: 'ok' }), answering(answer));
    expect(minute.published.map(({ result }) => result.verdict)).toEqual(published);
    expect(minute.outcome).toBe('done');
  });

  it('of any text is good where the plan asks for none', async () => {
    const { published } = await playMinute(planWith({ probe: url('a') }), answering({ status: 200, body: '' }));
    expect(published.map(({ result }) => result.verdict)).toEqual(['good']);
  });
});

describe('the probes of a plan', () => {
  it.each([
    { every: '10s', seconds: [0, 10, 20, 30, 40, 50] },
    { every: '20s', seconds: [0, 20, 40] },
    { every: '30s', seconds: [0, 30] },
    { every: '60s', seconds: [0] },
  ])('are asked every $every of the minute', async ({ every, seconds }) => {
    const { published } = await playMinute(planWith({ probe: url('a'), every }), well);
    expect(published.map(({ second }) => second)).toEqual(seconds);
    expect(published.map(({ result }) => Date.parse(result.at) % 60_000)).toEqual(seconds.map((one) => one * 1000));
  });

  it('are known by their place among the signals, in the standby Region', async () => {
    const { published } = await playMinute(planWith({ probe: url('a') }, { probe: url('b') }), well);
    expect(published.map(({ probe: { plan, index, region } }) => ({ plan, index, region }))).toEqual([
      { plan: 'orders', index: 1, region: 'us-east-1' },
      { plan: 'orders', index: 2, region: 'us-east-1' },
    ]);
  });

  it('do not wait for one that never answers', async () => {
    const ask: AskEndpoint = (request) => (request.url === url('a') ? new Promise(() => undefined) : well(request));
    const plan = planWith({ probe: url('a'), every: '10s' }, { probe: url('b'), every: '10s' });
    const published: string[] = [];
    void probeEndpoints(
      { at: '2026-01-05T03:00:00Z' },
      {
        plans: { orders: plan },
        ask,
        publish: async ({ signal }) => void published.push(signal.probe),
        waitUntil: async () => undefined,
        now: () => '2026-01-05T03:00:00.000Z',
      },
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(published).toEqual(Array.from({ length: 6 }, () => url('b')));
  });

  it('are all asked when one cannot be published, and the function fails so that its alarm sees it', async () => {
    const plan = planWith({ probe: url('a'), every: '30s' }, { probe: url('b'), every: '30s' });
    const { published, outcome } = await playMinute(plan, well, { isLost: ({ signal }) => signal.probe === url('a') });
    expect(published.map(({ second }) => second)).toEqual([0, 30]);
    expect(outcome).toBe('2 of 4 answers could not be published.');
  });

  it.each([
    { lateSeconds: 60, asked: 1 },
    { lateSeconds: 90, asked: 1 },
    { lateSeconds: 91, asked: 0 },
    { lateSeconds: 3600, asked: 0 },
  ])('are asked $asked times by a call that comes $lateSeconds s after its minute', async ({ lateSeconds, asked }) => {
    const { published, outcome } = await playMinute(planWith({ probe: url('a') }), well, { lateSeconds });
    expect(published).toHaveLength(asked);
    expect(outcome).toBe('done');
  });

  it('may be none', async () => {
    expect(await playMinute(planWith(), well)).toEqual({ published: [], outcome: 'done' });
  });
});
