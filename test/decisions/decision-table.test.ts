import { describe, expect, it } from 'vitest';
import { Case } from './case.ts';
import { play } from './play.ts';
import { readCases } from './read-cases.ts';

describe('the decision table', () => {
  it.each(readCases())('$file: $title', async (one) => {
    const played = await play(one);
    const wanted = one.expect.verdicts;
    expect(played.verdicts.map(({ line }) => line)).toEqual(wanted.map(({ line }) => line));
    expect(played.calls).toEqual(one.expect.calls);
    for (const [index, { because }] of wanted.entries()) expect(played.verdicts[index]?.reason).toContain(because);
  });

  const minimal = { title: 'a case of nothing', history: [{ at: '0s', schedule: 'ticks' }] };
  const expectation = { verdicts: [], calls: [] };
  it.each([
    { what: 'an unknown key', change: { histroy: [] } },
    {
      what: 'a key of an entry that is misspelt',
      change: { history: [{ at: '0s', schedule: 'ticks', ot: 'orders' }] },
    },
    { what: 'a signal in a state that there is not', change: { history: [{ at: '0s', turns: { health: 'ill' } }] } },
    { what: 'a time without a unit', change: { history: [{ at: '30', schedule: 'ticks' }] } },
    { what: 'no calls', change: { expect: { verdicts: [] } } },
  ])('refuses a case with $what', ({ change }) => {
    expect(Case.safeParse({ ...minimal, expect: expectation }).success).toBe(true);
    expect(Case.safeParse({ ...minimal, expect: expectation, ...change }).success).toBe(false);
  });

  it('refuses a signal that the plan does not have', async () => {
    const history = [{ at: '0s', turns: { heatlh: 'bad' } }];
    const one = Case.parse({ ...minimal, history, expect: expectation });
    await expect(play(one)).rejects.toThrow(/no signal heatlh/);
  });
});
