import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectExecution } from '../../../functions/inspect-execution/inspect-execution.ts';
import type { SeenExecution } from '../../../shared/aws/look-at-execution.ts';
import { facts, type Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { createDebts } from '../../support/debts.ts';
import { createRunWorld, Killed, killings, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const plan = planOf({ data: [given.promote], proof: [given.check] });
const arnOf = (machine: string, name: string) =>
  `arn:aws:states:us-east-1:123456789012:execution:lifeboat-dev-${machine}:${name}`;
const machines = {
  recover: 'lifeboat-dev-recover',
  runStep: 'lifeboat-dev-run-step',
  detect: 'lifeboat-dev-detect',
  verify: 'lifeboat-dev-verify-restores',
  payFence: 'lifeboat-dev-pay-fence',
  settle: 'lifeboat-dev-settle-run',
};
const stoppedAt = '2026-01-05T05:00:00.000Z';
const later = '2026-01-05T05:10:00.000Z';

type Ended = Extract<SeenExecution, { kind: 'ended' }>;
const ended = (status: Ended['status'], change: Partial<Ended> = {}): Ended => ({
  kind: 'ended',
  status,
  at: stoppedAt,
  input: '{}',
  why: { error: '', cause: '' },
  ...change,
});

const opened: Told = ['run', openedFor(plan)];
const proceed: Told = ['run', { type: 'decided', verdict: 'proceed', reason: 'automatic', evidence: {} }];
const chosen: Told = ['run', { type: 'stageChosen', stage: data(), steps: [database()], wide: false }];
const recorded: Told = ['run', { type: 'recorded', location: 's3://records/record.json', seal: 'seal' }];
const notified: Told = ['run', { type: 'notified', topic: 'topic', messageId: 'm' }];
const closed: Told = ['run', { type: 'runClosed' }];
const death: Told = ['run', { type: 'runFailed', state: 'the execution', error: 'E', cause: '', status: 'ABORTED' }];

function data() {
  return plan.runbooks[plan.response.runbook]?.stages[0]?.name ?? never();
}
function database() {
  return plan.runbooks[plan.response.runbook]?.stages[0]?.steps[0]?.id ?? never();
}
function never(): never {
  throw new Error('the plan of the test has such a step');
}

type Scene = Readonly<{
  told?: readonly Told[];
  seen?: SeenExecution;
  machine?: string;
  /** Of steps, by the end of their executions' names. */
  steps?: Record<string, SeenExecution>;
  now?: string;
  missed?: Partial<Record<'record' | 'notice' | 'lock', boolean>>;
}>;

const prepare = async (scene: Scene = {}) => {
  const { told = [opened, proceed], seen = ended('ABORTED'), machine = 'recover', now = later, missed = {} } = scene;
  const runId = nextRunId();
  await world.tell(runId, told);
  const executionArn = arnOf(machine, runId);
  const steps = { ...scene.steps };
  const stopped: string[] = [];
  const dependencies = {
    ledgerOf: world.ledgerOf,
    lookAtExecution: async (arn: string): Promise<SeenExecution> =>
      arn === executionArn ? seen : (steps[arn.replace(/^.*:run-\d+_/, '')] ?? { kind: 'missing' }),
    stopExecution: async (arn: string) => {
      stopped.push(arn);
      steps[arn.replace(/^.*:run-\d+_/, '')] = ended('ABORTED', { at: now });
    },
    machines,
    debts: createDebts(),
    now: () => now,
  };
  const all = { record: false, notice: false, lock: false, ...missed };
  const inspect = () => inspectExecution({ executionArn, missed: all }, dependencies);
  return { runId, executionArn, stopped, inspect };
};

describe('an execution that is left alone', () => {
  it.each<Scene & { when: string }>([
    { when: 'runs again', seen: { kind: 'running' } },
    { when: 'succeeded', seen: ended('SUCCEEDED') },
    { when: 'is not known any more', seen: { kind: 'missing' } },
    { when: 'had closed its run', told: [opened, proceed, recorded, notified, closed], seen: ended('FAILED') },
    { when: 'was settled before', told: [opened, death, recorded, notified, closed] },
  ])('is one that $when', async (scene) => {
    const { runId, inspect } = await prepare(scene);
    const before = await world.facts(runId);
    expect(await inspect()).toMatchObject({ next: 'settled' });
    expect(await world.facts(runId)).toEqual(before);
  });
});

describe('what is missing', () => {
  const broken = ended('FAILED', { why: { error: 'NotSettled', cause: 'so' } });

  it.each<Scene & { when: string; next: string }>([
    { when: 'all of it', next: 'RecordOutcome' },
    { when: 'all of it, the death known', told: [opened, proceed, death], next: 'RecordOutcome' },
    { when: 'notice and lock', told: [opened, death, recorded], next: 'NotifyOperators' },
    { when: 'the lock', told: [opened, death, recorded, notified], next: 'CloseRun' },
    { when: 'the record alone', told: [opened, death, notified, closed], next: 'RecordOutcome' },
    {
      when: 'the notice of a run that said so',
      told: [opened, recorded, closed],
      seen: broken,
      next: 'NotifyOperators',
    },
    { when: 'the lock of a run that said so', told: [opened, recorded, notified], seen: broken, next: 'CloseRun' },
    { when: 'the record of one that said so', told: [opened, notified, closed], seen: broken, next: 'RecordOutcome' },
    { when: 'all of a run that was never opened', told: [], next: 'RecordOutcome' },
    { when: 'all of it, the record missed', missed: { record: true }, told: [opened, death], next: 'NotifyOperators' },
    {
      when: 'record and lock, both missed',
      missed: { record: true, lock: true },
      told: [opened, death, notified],
      next: 'wait',
    },
    {
      when: 'all of it, since somebody redrove it',
      told: [opened, death, recorded, notified, closed, ['run', { type: 'runResumed' }]],
      next: 'RecordOutcome',
    },
    { when: 'all of a verification', machine: 'verify-restores', told: [], next: 'RecordVerification' },
    { when: 'the notice of one', machine: 'verify-restores', told: [death, recorded], next: 'NotifyVerification' },
    {
      when: 'the lock of one',
      machine: 'verify-restores',
      told: [death, recorded, notified],
      next: 'CloseVerification',
    },
    { when: 'the refusal of a detection', machine: 'detect', told: [], next: 'RecordRefusal' },
    { when: 'something of a machine that is not known', machine: 'another', told: [], next: 'unknown' },
  ])('is $when: $next', async ({ next, ...scene }) => {
    const { inspect } = await prepare(scene);
    expect(await inspect()).toMatchObject({ next });
  });

  it('is made with how the execution ended, which is written down once', async () => {
    const why = { error: 'Stop', cause: 'Ada at the console' };
    const { runId, inspect } = await prepare({ seen: ended('ABORTED', { why }) });
    await inspect();
    await inspect();
    const failures = (await world.facts(runId)).filter(({ type }) => type === 'runFailed');
    expect(failures).toEqual([
      { type: 'runFailed', state: 'the execution', error: 'Stop', cause: 'Ada at the console', status: 'ABORTED' },
    ]);
  });

  it('of a run that said what it lacks is made without a word on how it ended', async () => {
    const { runId, inspect } = await prepare({ told: [opened, recorded, notified], seen: broken });
    await inspect();
    expect((await world.facts(runId)).filter(({ type }) => type === 'runFailed')).toEqual([]);
  });

  it('of a detection is told with what woke it', async () => {
    const trigger = { by: 'schedule', plan: 'orders', at: stoppedAt };
    const seen = ended('TIMED_OUT', { input: JSON.stringify(trigger), why: { error: 'States.Timeout', cause: '' } });
    const { inspect } = await prepare({ machine: 'detect', told: [], seen });
    expect(await inspect()).toMatchObject({ trigger, failure: { Error: 'States.Timeout', Cause: '' } });
  });

  it.each(['no JSON', `{"plan":"${'x'.repeat(5000)}"}`])(
    'of a detection that was woken by %s is told all the same',
    async (input) => {
      const { inspect } = await prepare({ machine: 'detect', told: [], seen: ended('ABORTED', { input }) });
      expect(await inspect()).toMatchObject({ next: 'RecordRefusal', trigger: {}, failure: { Error: 'ABORTED' } });
    },
  );

  it('is not known of an execution whose name is none of a run', async () => {
    const { inspect } = await prepare();
    expect(await inspect()).toMatchObject({ next: 'RecordOutcome' });
    const dependencies = { ledgerOf: world.ledgerOf, lookAtExecution: async () => ended('FAILED'), machines };
    const executionArn = arnOf('recover', 'a.name');
    const missed = { record: false, notice: false, lock: false };
    const rest = { stopExecution: async () => undefined, debts: createDebts(), now: () => later };
    const answer = await inspectExecution({ executionArn, missed }, { ...dependencies, ...rest });
    expect(answer).toMatchObject({ next: 'unknown', runId: '' });
  });
});

describe('steps of an execution that has ended', () => {
  const atWork: readonly Told[] = [opened, proceed, chosen, ['step:database', facts.started]];

  it('that still live are stopped, and waited for', async () => {
    const { runId, stopped, inspect } = await prepare({ told: atWork, steps: { database: { kind: 'running' } } });
    expect(await inspect()).toMatchObject({ next: 'wait', waitSeconds: 5 });
    expect(stopped).toEqual([arnOf('run-step', `${runId}_database`)]);
    expect(await inspect()).toMatchObject({ next: 'wait', waitSeconds: 90 });
    expect((await world.facts(runId)).filter(({ type }) => type === 'runFailed')).toEqual([]);
  });

  it('that have ended are left alone', async () => {
    const { stopped, inspect } = await prepare({
      told: [...atWork, ['step:database', facts.done]],
      steps: { database: { kind: 'running' } },
    });
    expect(await inspect()).toMatchObject({ next: 'RecordOutcome' });
    expect(stopped).toEqual([]);
  });

  it('are looked for under the names of this attempt and of the one before', async () => {
    const { runId, stopped, inspect } = await prepare({
      told: [...atWork, ['step:database', { type: 'stepHandedOver', attempt: 1 }]],
      steps: { database: { kind: 'running' }, database_2: { kind: 'running' } },
    });
    await inspect();
    expect(stopped).toEqual([`${runId}_database_2`, `${runId}_database`].map((name) => arnOf('run-step', name)));
  });

  it.each<{ status: Ended['status']; seconds: number }>([
    { status: 'ABORTED', seconds: 80 },
    { status: 'TIMED_OUT', seconds: 80 },
  ])('may have functions at work for a while after it was $status', async ({ status, seconds }) => {
    const now = '2026-01-05T05:00:10.000Z';
    expect(await (await prepare({ seen: ended(status), now })).inspect()).toMatchObject({
      next: 'wait',
      waitSeconds: seconds,
    });
  });

  it('have none at work after it failed by itself', async () => {
    const now = '2026-01-05T05:00:01.000Z';
    expect(await (await prepare({ seen: ended('FAILED'), now })).inspect()).toMatchObject({ next: 'RecordOutcome' });
  });
});

describe('inspecting', () => {
  it.each(killings(3))('comes to the same when it is killed $moment call $nth', async ({ nth, moment }) => {
    const { runId, inspect } = await prepare();
    world.killer.arm(nth, moment);
    await inspect().catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
    world.killer.disarm();
    expect(await inspect()).toMatchObject({ next: 'RecordOutcome', runId });
    expect((await world.facts(runId)).filter(({ type }) => type === 'runFailed')).toHaveLength(1);
  });
});
