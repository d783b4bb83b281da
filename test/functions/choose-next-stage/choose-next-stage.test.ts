import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseNextStage } from '../../../functions/choose-next-stage/choose-next-stage.ts';
import { PlanName } from '../../../shared/contracts/fields.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';
import { ended, plan, preparer } from './setting.ts';

let world: RunWorld;
let prepare: ReturnType<typeof preparer>;
beforeAll(async () => {
  world = await createRunWorld();
  prepare = preparer(world);
});
afterAll(() => world.stop());

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

  it('is finished after the last', async () => {
    const { choose } = await prepare([
      ['step:database', facts.done],
      ['step:tasks', facts.failed],
      ['step:health', facts.done],
    ]);
    expect(await choose('proof')).toEqual({
      ...{ next: 'finished', stage: '-', pass: 0, steps: [], isAskedAgain: false },
      askSeconds: 1800,
    });
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
    const { choose } = await prepare([], { plan: { ...plan, plan: PlanName.parse('another') } });
    await expect(choose()).resolves.toMatchObject({ next: 'inline' });
    const dependencies = {
      plans: { orders: plan },
      ledgerOf: world.ledgerOf,
      control: world.control,
      lookAtExecution: async () => ended('FAILED'),
      runStepMachine: 'run-step',
      now: () => '2026-01-05T03:02:00.000Z',
    };
    const choosing = chooseNextStage({ runId: nextRunId(), ranStage: '-', ranPass: 0 }, dependencies);
    await expect(choosing).rejects.toMatchObject({ name: 'NotDeployed' });
  });

  it.each(killings(7))('is the same when the task is killed $moment call $nth', async ({ nth, moment }) => {
    const { runId, choose } = await prepare([['step:database', facts.done]]);
    world.killer.arm(nth, moment);
    await choose('data').catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
    world.killer.disarm();
    const choice = await choose('data');
    expect(choice).toMatchObject({
      next: 'inline',
      stage: 'data',
      pass: 2,
      steps: [{ childName: `${runId}_tasks_2` }],
    });
    const all = (await world.facts(runId)).map(({ type }) => type);
    expect(all.filter((type) => type === 'stageChosen' || type === 'stepLost').sort()).toEqual([
      'stageChosen',
      'stepLost',
    ]);
  });
});

describe('a step whose execution left no ending', () => {
  const begun: readonly Told[] = [
    ['step:database', facts.started],
    ['step:tasks', facts.done],
  ];
  const lost = (pass: number): Told => ['step:database', { type: 'stepLost', attempt: pass, pass, ended: 'FAILED' }];
  const held = (attempt: number): Told => ['step:database', { type: 'stepHeld', attempt }];
  const retry: Told = ['run', { type: 'answered', answer: 'retry', operator: 'Ada', reason: 'go on' }];

  it('is started again, as the next attempt, under a name of its own', async () => {
    const { runId, choose, looks } = await prepare(begun);
    const choice = await choose('data');
    expect(choice).toMatchObject({ next: 'inline', stage: 'data', pass: 2 });
    expect(choice.steps).toMatchObject([{ stepId: 'database', attempt: 2, childName: `${runId}_database_2` }]);
    expect(looks).toEqual([`arn:aws:states:us-east-1:123456789012:execution:lifeboat-dev-run-step:${runId}_database`]);
    expect((await world.facts(runId, 'step:database')).at(-1)).toEqual({
      type: 'stepLost',
      attempt: 1,
      pass: 1,
      ended: 'FAILED',
    });
  });

  it('is started again when nothing of it ever began', async () => {
    const { runId, choose } = await prepare([], { seen: { kind: 'missing' } });
    await choose();
    expect(namesOf(await choose('data'))).toEqual(['database', 'tasks']);
    expect(await world.facts(runId, 'step:tasks')).toMatchObject([{ type: 'stepLost', ended: 'neverBegan' }]);
    expect((await world.facts(runId, 'run')).filter(({ type }) => type === 'stageChosen')).toMatchObject([
      { stage: 'data' },
      { stage: 'data', pass: 2 },
    ]);
  });

  it.each([
    { when: 'still runs', seen: { kind: 'running' } as const },
    { when: 'cannot be looked at', seen: 'nobody knows' as const },
  ])('and that $when holds the run up, until it is known to have ended', async ({ seen }) => {
    const { runId, choose, sight } = await prepare(begun, { seen });
    await expect(choose('data')).rejects.toMatchObject({ name: 'StepInDoubt' });
    expect((await world.facts(runId, 'step:database')).map(({ type }) => type)).toEqual(['stepStarted']);
    sight.seen = ended('TIMED_OUT');
    expect(await choose('data')).toMatchObject({ next: 'inline', pass: 2 });
  });

  it('three times is started a fourth time, and then a person is asked', async () => {
    const third = await prepare([...begun, lost(1), lost(2)]);
    expect(await third.choose('data', 3)).toMatchObject({ next: 'inline', pass: 4, steps: [{ attempt: 4 }] });
    const { runId, choose } = await prepare([...begun, lost(1), lost(2), lost(3)]);
    const asked = { next: 'ask', stage: 'data', pass: 4, steps: [], isAskedAgain: false, askSeconds: 1800 };
    expect(await choose('data', 4)).toEqual(asked);
    expect(await choose('data', 4)).toEqual(asked);
    expect((await world.facts(runId, 'run')).filter(({ type }) => type === 'runFailed')).toEqual([
      {
        type: 'runFailed',
        state: 'stage data',
        error: 'StepsLost',
        cause: 'step database: its execution failed without an entry that ends the step, after 3 restarts',
      },
    ]);
  });

  it('since it was held is begun again and is not lost, whatever its executions say', async () => {
    const { runId, choose, looks } = await prepare(begun);
    await choose();
    await world.tell(runId, [held(1)]);
    expect(await choose('data')).toMatchObject({
      ...{ next: 'inline', stage: 'data', pass: 2, isAskedAgain: true },
      steps: [{ stepId: 'database', attempt: 2, childName: `${runId}_database_2` }],
    });
    expect(looks).toEqual([]);
    expect((await world.facts(runId, 'step:database')).filter(({ type }) => type === 'stepLost')).toEqual([]);
  });

  it('and that was held in a pass before is lost like any other', async () => {
    const { runId, choose } = await prepare(begun, { seen: ended('ABORTED') });
    await choose();
    await world.tell(runId, [held(1)]);
    await choose('data');
    expect(await choose('data', 2)).toMatchObject({ next: 'ask' });
    expect((await world.facts(runId, 'step:database')).at(-1)).toMatchObject({ type: 'stepLost', attempt: 2, pass: 2 });
  });

  it('is held five times, and then a person is asked', async () => {
    const { runId, choose } = await prepare(begun);
    await choose();
    await world.tell(runId, [1, 2, 3, 4, 5].map(held));
    expect(await choose('data')).toMatchObject({ next: 'inline', steps: [{ attempt: 6 }] });
    await world.tell(runId, [held(6)]);
    expect(await choose('data', 2)).toMatchObject({ next: 'ask', isAskedAgain: false });
    expect((await world.facts(runId, 'run')).at(-1)).toMatchObject({
      type: 'runFailed',
      cause: 'step database: 6 times it could not act within a moment after its stage was confirmed',
    });
  });

  it('is started again once a person has said retry', async () => {
    const { choose } = await prepare([...begun, lost(1), lost(2), lost(3), lost(4), retry]);
    expect(await choose('data', 4)).toMatchObject({ next: 'inline', pass: 5, steps: [{ attempt: 5 }] });
  });

  it('since somebody has stopped it, is a question at once', async () => {
    const { runId, choose } = await prepare(begun, { seen: ended('ABORTED') });
    expect(await choose('data')).toMatchObject({ next: 'ask' });
    expect((await world.facts(runId, 'run')).at(-1)).toMatchObject({
      cause: expect.stringMatching(/was stopped .*; somebody may have meant that/),
    });
  });

  it('asks nobody in a dry run', async () => {
    const { choose } = await prepare(begun, { seen: ended('ABORTED'), dryRun: true });
    expect(await choose('data')).toMatchObject({ next: 'stop' });
  });

  it('after a step that handed over has the name that follows', async () => {
    const { runId, choose, looks } = await prepare([
      ...begun,
      ['step:database', { type: 'stepHandedOver', attempt: 1 }],
    ]);
    expect(await choose('data')).toMatchObject({ steps: [{ attempt: 3, childName: `${runId}_database_3` }] });
    expect(looks).toEqual([expect.stringMatching(/_database_2$/)]);
  });
});
