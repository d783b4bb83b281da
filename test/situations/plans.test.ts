import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkPlans } from './check-plans.ts';
import { compare } from './compare.ts';
import { readPlanSituations } from './read.ts';
import { PlanSituation } from './schema/plan-situation.ts';

const situations = readPlanSituations();

describe('plans that somebody might write', () => {
  it.each(situations)('$file: $title', (situation) => {
    const said = checkPlans(situation);
    expect(compare(situation.expect, said).differences, stringify(said, { lineWidth: 0 })).toEqual([]);
  });

  it('are refused, but for some that are unwise or right', () => {
    const refused = situations.filter(({ expect: { refused: complaints } }) => complaints.length > 0);
    expect(refused.length).toBeGreaterThanOrEqual(15);
    expect(situations.length).toBeGreaterThan(refused.length);
    expect(new Set(situations.map(({ title }) => title)).size).toBe(situations.length);
  });

  it('say what is expected of them, all of it', () => {
    const [sample] = situations;
    const { file, ...own } = sample ?? { file: '' };
    expect(file).not.toBe('');
    expect(PlanSituation.safeParse(own).success).toBe(true);
    expect(PlanSituation.safeParse({ ...own, expect: { refused: [] } }).success).toBe(false);
    expect(PlanSituation.safeParse({ ...own, expect: { refused: ['…'], warned: [] } }).success).toBe(false);
  });
});
