import { describe, expect, it } from 'vitest';
import { refusalsOf } from '../../rehearsal/landscape/draft/draft-landscape.ts';
import { rehearseVirtually } from '../support/virtual-rehearsal.ts';
import { verifyVirtually } from '../support/virtual-verification.ts';
import { folder, isTestedAlready, plansOfUsers } from './of-users.ts';

const { plans, rehearsals } = plansOfUsers();
const untested = Object.values(plans).filter(({ hash }) => !isTestedAlready(hash));

const runbooks = untested.flatMap((plan) =>
  Object.entries(plan.runbooks).map(([name, runbook]) => {
    const refusals = refusalsOf({ plan, runbook, rehearsal: rehearsals[plan.plan] });
    return { plan: plan.plan, name, refusals };
  }),
);

describe(`the plans of ${folder}/`, () => {
  it('are those that are rehearsed here, or by the tests of the product', () => {
    expect(untested.length).toBeLessThanOrEqual(Object.keys(plans).length);
  });

  for (const { plan, name, refusals } of runbooks) {
    const title = `${plan} ${name} runs to its end and shows that it works`;
    if (refusals.length > 0) it.skip(`${title}: cannot be staged: ${refusals.join('; ')}`, () => undefined);
    else
      it(title, async () => {
        const { missing, output } = await rehearseVirtually('--plans', folder, '--plan', plan, '--runbook', name);
        expect(missing, output).toEqual([]);
      });
  }

  for (const { plan, restoreVerification } of untested.filter((one) => one.restoreVerification.length > 0))
    it(`${plan} has its backups proven`, async () => {
      const { missing, output } = await verifyVirtually('--plans', folder, '--plan', plan, '--megabytes', '1');
      expect(missing, output).toEqual([]);
      for (const { id } of restoreVerification) expect(output).toContain(`${plan}/${id} passed`);
    });
});
