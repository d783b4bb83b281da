import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, type RunWorld } from '../support/run-world.ts';
import { preparer } from './setting.ts';

let world: RunWorld;
let prepare: ReturnType<typeof preparer>;
beforeAll(async () => {
  world = await createRunWorld();
  prepare = preparer(world);
});
afterAll(() => world.stop());

const plan = planOf({ fence: [given.fence], data: [given.promote], proof: [given.check] });
const made: Told = ['step:fence', { type: 'stepDone', evidence: { fenced: true } }];
const seen: Told = ['step:fence', { type: 'stillDone', evidence: { fenced: true } }];
const ordered: readonly Told[] = [
  ['step:database', facts.started],
  ['step:database', facts.intent],
  ['step:database', facts.accepted],
  ['step:database', facts.done],
];
const checked: Told = ['step:health', facts.done];
/** The clock of the world counts seconds from the hour on. */
const late = '2026-01-05T04:00:00.000Z';

describe('a fence that was made', () => {
  it('is looked at once more before the run takes over, where the last look is old', async () => {
    const { choose, runId } = await prepare([made], { plan, now: late });
    const choice = await choose('-');
    expect(choice).toMatchObject({ stage: 'fence', steps: [{ attempt: 2, childName: `${runId}_fence_2` }] });
    expect(await choose('-')).toEqual(choice);
    expect(await world.facts(runId, 'step:fence')).toMatchObject([
      { type: 'stepDone' },
      { type: 'lookDue', attempt: 1 },
    ]);
  });

  it('is looked at once more before the run is called well, and then it is', async () => {
    const { choose, runId } = await prepare([made, ...ordered, checked], { plan, now: late });
    expect(await choose('proof')).toMatchObject({ stage: 'fence', isAskedAgain: true });
    await world.tell(runId, [seen]);
    expect(await choose('fence')).toMatchObject({ next: 'finished' });
  });

  it('is not looked at for a dry run, for a run that took nothing over, or a moment after it was made', async () => {
    const dry = await prepare([made], { plan, now: late, dryRun: true });
    expect(await dry.choose('fence')).toMatchObject({ stage: 'data' });
    const idle = await prepare([made, ['step:database', facts.skipped], checked], { plan, now: late });
    expect(await idle.choose('proof')).toMatchObject({ next: 'finished' });
    const fresh = await prepare([made], { plan, now: late });
    expect(await fresh.choose('fence')).toMatchObject({ stage: 'data' });
  });

  it('is looked at again where the promotion was held since', async () => {
    const held: Told = ['step:database', { type: 'stepHeld', attempt: 1 }];
    const { choose } = await prepare([made, ['step:database', facts.started], held], { plan });
    expect(await choose('data')).toMatchObject({ stage: 'fence' });
  });
});
