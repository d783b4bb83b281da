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

const plan = planOf({ fence: [given.fence], tasks: [given.scale], data: [given.promote], proof: [given.check] });
const owed = (attempt = 1): Told => [
  'step:fence',
  { type: 'stepDone', evidence: { fenced: false, owed: true, attempt, payment: 1 } },
];
const done = (step: string): Told => [`step:${step}`, facts.done];
const chosen = (stage: 'fence' | 'tasks' | 'data', steps: readonly string[], pass?: number): Told => {
  const find = plan.runbooks[plan.response.runbook]?.stages.find(({ name }) => name === stage);
  if (find === undefined) throw new Error(`no stage ${stage}`);
  const ids = find.steps.map(({ id }) => id).filter((id) => steps.includes(id));
  return ['run', { type: 'stageChosen', stage: find.name, steps: ids, wide: false, ...(pass && { pass }) }];
};

const before: readonly Told[] = [chosen('fence', ['fence']), owed(), chosen('tasks', ['tasks']), done('tasks')];

/** The clock of the world counts seconds from the hour on; what is chosen is chosen at two minutes past. */
describe('a stage that takes over, with a fence owed', () => {
  it('waits until that has been looked at once more, as another attempt and another pass of its stage', async () => {
    const { choose, runId } = await prepare(before, { plan });
    const choice = await choose('tasks');
    expect(choice).toMatchObject({ next: 'inline', stage: 'fence', pass: 2 });
    expect(choice.steps).toMatchObject([{ stepId: 'fence', attempt: 2, childName: `${runId}_fence_2` }]);
    expect(await choose('tasks')).toEqual(choice);
    expect((await world.facts(runId, 'run')).filter(({ type }) => type === 'stageChosen')).toHaveLength(3);
  });

  it('begins once that has been looked at', async () => {
    const now = world.now();
    const { choose } = await prepare([...before, chosen('fence', ['fence'], 2), owed(2)], { plan, now });
    expect(await choose('fence', 2)).toMatchObject({ stage: 'data', pass: 1 });
  });

  it('begins when the fence was made by that look', async () => {
    const made: Told = ['step:fence', { type: 'stepDone', evidence: { fenced: true } }];
    const { choose } = await prepare([...before, chosen('fence', ['fence'], 2), made], { plan });
    expect(await choose('fence', 2)).toMatchObject({ stage: 'data', pass: 1 });
  });

  it('waits for a fence that is being made', async () => {
    const looking: readonly Told[] = [chosen('fence', ['fence'], 2), ['step:fence', facts.started]];
    const { choose } = await prepare([...before, ...looking], { plan });
    const choice = await choose('fence', 2);
    expect(choice).toMatchObject({ stage: 'fence', pass: 3 });
    expect(choice.steps.map(({ stepId }) => stepId)).toEqual(['fence']);
  });

  it('goes on where it has begun before: what is owed is made beside it', async () => {
    const acted: readonly Told[] = [
      chosen('data', ['database']),
      ['step:database', facts.intent],
      ['step:database', facts.accepted],
    ];
    const { choose } = await prepare([...before, ...acted], { plan });
    expect(await choose('tasks')).toMatchObject({ stage: 'data' });
  });
});
