import { describe, expect, it } from 'vitest';
import { plansIn } from '../../rehearsal/choose.ts';
import { testPlans } from '../support/plans.ts';
import { rehearseVirtually } from '../support/virtual-rehearsal.ts';
import { verifyVirtually } from '../support/virtual-verification.ts';

const folders = [testPlans, 'test/rehearsal/plans'];

const offered = folders.flatMap((folder) =>
  Object.values(plansIn(folder).plans).flatMap(({ plan, runbooks }) =>
    Object.keys(runbooks).map((runbook) => ({ folder, plan, runbook })),
  ),
);

describe('npm start -- --list', () => {
  it.each(offered)('offers $plan $runbook of $folder, which runs to its end and shows that it works', async (one) => {
    const { missing, output } = await rehearseVirtually(
      ...['--plans', one.folder, '--plan', one.plan, '--runbook', one.runbook],
    );
    expect(missing, output).toEqual([]);
  });
});

const verified = folders.flatMap((folder) =>
  Object.values(plansIn(folder).plans)
    .filter(({ restoreVerification }) => restoreVerification.length > 0)
    .map(({ plan, restoreVerification }) => ({ folder, plan, ids: restoreVerification.map(({ id }) => id) })),
);

describe('npm run rehearse:verify', () => {
  it.each(verified)('proves $ids of $plan of $folder, each by its kind', async (one) => {
    const { missing, output } = await verifyVirtually('--plans', one.folder, '--plan', one.plan, '--megabytes', '1');
    expect(missing, output).toEqual([]);
    for (const id of one.ids) expect(output).toContain(`${one.plan}/${id} passed`);
  });

  it('names what is wrong with one of them', async () => {
    const { missing, output } = await verifyVirtually(
      ...['--plans', 'test/rehearsal/plans', '--fault', 'stale-snapshot', '--megabytes', '1'],
    );
    expect(missing, output).toEqual([]);
    expect(output).toMatch(/orders.*too old/);
  });
});
