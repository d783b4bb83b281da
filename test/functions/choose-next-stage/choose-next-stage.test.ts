import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseNextStage } from '../../../functions/choose-next-stage/choose-next-stage.ts';
import { ChooseNextStageInput } from '../../../shared/contracts/run.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote, { ...given.scale, required: false }], proof: [given.check] });
const proceed: Told = ['run', { type: 'decided', verdict: 'proceed', reason: 'automatic', evidence: {} }];

const prepare = async (told: readonly Told[] = [], { dryRun = false, ...change }: Change = {}) => {
  const runId = nextRunId();
  const of = change.plan ?? plan;
  await world.tell(runId, [['run', openedFor(of, { dryRun })], proceed, ...told]);
  const dependencies = { plans: { orders: of }, ledgerOf: world.ledgerOf };
  const choose = (ranStage = '-') => chooseNextStage(ChooseNextStageInput.parse({ runId, ranStage }), dependencies);
  return { runId, choose };
};
type Change = Readonly<{ dryRun?: boolean; plan?: typeof plan }>;

const namesOf = (choice: Awaited<ReturnType<typeof chooseNextStage>>) => choice.steps.map((step) => step.stepId);

describe('the choice of the next stage', () => {
  it('begins with the first and writes it down', async () => {
    const { runId, choose } = await prepare();
    const choice = await choose();
    expect(choice).toMatchObject({ next: 'inline', stage: 'data' });
    expect(namesOf(choice)).toEqual(['database', 'tasks']);
    expect((await world.facts(runId)).at(-1)).toEqual({
      type: 'stageChosen',
      stage: 'data',
      steps: ['database', 'tasks'],
      wide: false,
    });
  });

  it('is the same again when the machine has not run the stage yet', async () => {
    const { runId, choose } = await prepare();
    expect(await choose()).toEqual(await choose());
    expect((await world.facts(runId)).filter(({ type }) => type === 'stageChosen')).toHaveLength(1);
  });

  it('goes on to the next stage when the steps of the last are done', async () => {
    const { choose } = await prepare([
      ['step:database', facts.done],
      ['step:tasks', facts.done],
    ]);
    expect(namesOf(await choose('data'))).toEqual(['health']);
  });

  it('counts a step as failed whose execution has ended without a word, and stops', async () => {
    const { runId, choose } = await prepare([
      ['step:database', facts.started],
      ['step:tasks', facts.done],
    ]);
    expect(await choose('data')).toEqual({ next: 'stop', stage: '-', steps: [] });
    expect((await world.facts(runId, 'step:database')).at(-1)).toMatchObject({ type: 'stepFailed', refused: false });
  });

  it('never runs a stage a second time that left nothing in the ledger', async () => {
    const { choose } = await prepare();
    await choose();
    expect(await choose('data')).toMatchObject({ next: 'stop' });
  });

  it('is finished after the last', async () => {
    const { choose } = await prepare([
      ['step:database', facts.done],
      ['step:tasks', facts.failed],
      ['step:health', facts.done],
    ]);
    expect(await choose('proof')).toEqual({ next: 'finished', stage: '-', steps: [] });
  });

  it('writes down the questions of a dry run, asks nobody and goes on', async () => {
    const asking = planOf({ call: [given.ask], proof: [given.check] });
    const { runId, choose } = await prepare([], { dryRun: true, plan: asking });
    expect(await choose()).toMatchObject({ next: 'inline', stage: 'proof', steps: [{ onFailure: 'stop' }] });
    expect((await world.facts(runId, 'step:call')).map(({ type }) => type)).toEqual([
      'stepStarted',
      'withheld',
      'stepDone',
    ]);
  });

  it('writes down since when the fences of the stages before are proven', async () => {
    const fenced = planOf({ fence: [given.fence], data: [given.promote] });
    const done: Told = ['step:fence', { type: 'stepDone', evidence: { fenced: true } }];
    const { runId, choose } = await prepare([done], { plan: fenced });
    await choose('fence');
    const [entry] = (await world.ledgerOf(runId).read('step:fence')).slice(-1);
    expect((await world.facts(runId, 'run')).at(-1)).toMatchObject({ stage: 'data', fencedAt: entry?.at });
  });

  it('throws NotDeployed for a run that was never opened', async () => {
    const dependencies = { plans: { orders: plan }, ledgerOf: world.ledgerOf };
    const choosing = chooseNextStage({ runId: nextRunId(), ranStage: '-' }, dependencies);
    await expect(choosing).rejects.toMatchObject({ name: 'NotDeployed' });
  });

  it.each(killings(4))('is the same when the task is killed $moment call $nth', async ({ nth, moment }) => {
    const { runId, choose } = await prepare([['step:database', facts.done]]);
    world.killer.arm(nth, moment);
    await expect(choose('data')).rejects.toThrow(Killed);
    world.killer.disarm();
    expect(namesOf(await choose('data'))).toEqual(['health']);
    const all = (await world.facts(runId)).map(({ type }) => type);
    expect(all.filter((type) => type === 'stageChosen' || type === 'stepFailed').sort()).toEqual([
      'stageChosen',
      'stepFailed',
    ]);
  });
});
