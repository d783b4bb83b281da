import { describe, expect, it } from 'vitest';
import { plansIn } from '../../rehearsal/choose.ts';
import { rehearseVirtually } from '../support/virtual-rehearsal.ts';

const folders = ['plans', 'test/rehearsal/plans'];

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
