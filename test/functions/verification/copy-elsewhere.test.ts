import { describe, expect, it } from 'vitest';
import { askCopy } from '../../../functions/ask-copy/ask-copy.ts';
import { createAskCopy } from '../../../functions/check-restored-data/ask.ts';
import { RegionName, VerificationId } from '../../../shared/contracts/fields.ts';
import { packed } from '../../../shared/lambda/packed.ts';
import { playRun } from './play-run.ts';
import { useWorlds } from './scene.ts';
import type { VerifyWorld } from './world.ts';

const createWorld = useWorlds();

const thrown = (name: string, message: string) => Object.assign(new Error(message), { name });

/** Whoever asks the copy is told this so many times. */
const failAsking = (world: VerifyWorld, error: Error, times = Number.POSITIVE_INFINITY) => {
  const asked = { count: 0 };
  world.onReach((place) => {
    if (place !== 'ask') return;
    asked.count += 1;
    if (asked.count <= times) throw error;
  });
  return asked;
};

describe('a copy that is looked at in its own Region', () => {
  it('is whole although the Region did not answer at first', async () => {
    const world = await createWorld();
    const asked = failAsking(world, thrown('TimeoutError', 'connect timed out'), 3);
    const record = await playRun(world, 'run');
    expect(record.verdict).toBe('passed');
    expect(asked.count).toBeGreaterThan(3);
  });

  it('is called neither whole nor damaged when its Region stays silent, and is discarded', async () => {
    const world = await createWorld();
    failAsking(world, thrown('TimeoutError', 'connect timed out'));
    const record = await playRun(world, 'run');
    expect(record.verdict).toBe('inconclusive');
    expect(record.results[0]?.because).toMatch(
      /^the checks stopped: not read after 24\d\d s: TimeoutError: not looked at: Region us-west-2 unreachable; nothing was checked$/,
    );
    expect(world.copies()).toEqual([]);
  });

  it.each([
    {
      error: thrown('ResourceNotFoundException', 'Function not found: arn:aws:lambda:…'),
      says: 'ResourceNotFoundException: not looked at: nothing there looks at copies: deploy serverless.detector.yml in us-west-2',
    },
    {
      error: thrown('AccessDeniedException', 'is not authorized to perform: lambda:InvokeFunction'),
      says: 'AccessDeniedException: not looked at: is not authorized to perform: lambda:InvokeFunction',
    },
    {
      error: thrown('InvalidInput', 'the plan test in us-west-2 is another than in its standby: deploy both again'),
      says: 'InvalidInput: not looked at: the plan test in us-west-2 is another than in its standby: deploy both again',
    },
  ])('is given up at once where the same would come back: $says', async ({ error, says }) => {
    const world = await createWorld();
    const asked = failAsking(world, error);
    const record = await playRun(world, 'run');
    expect(asked.count).toBe(1);
    expect(record.verdict).toBe('inconclusive');
    expect(record.results[0]?.because).toContain(says);
    expect(world.copies()).toEqual([]);
  });

  it('is looked at again where a look ran out of its time', async () => {
    const world = await createWorld();
    failAsking(
      world,
      thrown('FunctionEnded', 'askCopy ended without an answer: Task timed out after 880.00 seconds'),
      1,
    );
    expect((await playRun(world, 'run')).verdict).toBe('passed');
  });
});

describe('ask-copy', () => {
  it('is the function of the same stack in the standby Region, and of the other stack elsewhere', async () => {
    const { dependencies } = await createWorld();
    const [plan] = Object.values(dependencies.plans);
    if (plan === undefined) throw new Error('there is no plan');
    const called: unknown[] = [];
    const ask = createAskCopy(
      async (at) => {
        called.push(at);
        return { facts: packed([]) };
      },
      { ASK_COPY: 'here', ASK_COPY_ELSEWHERE: 'there' },
    );
    const item = { runId: 'run', kind: 'restore', plan: plan.plan, verification: 'database', lookers: 1 };
    const input = { item: { ...item, runId: 'run' }, lookedAt: '', planHash: plan.hash, entries: packed([]) };
    for (const region of ['us-east-1', 'us-west-2']) await ask({ region, plan }, Object(input));
    expect(called).toEqual([
      { region: 'us-east-1', name: 'here' },
      { region: 'us-west-2', name: 'there' },
    ]);
    expect([plan.regions.standby, plan.regions.primary]).toEqual(['us-east-1', 'us-west-2']);
    expect(RegionName.parse('us-east-1')).toBe(plan.regions.standby);
  });

  it('refuses another plan than the one that it is asked about', async () => {
    const { dependencies, runIdOf } = await createWorld();
    const [plan] = Object.values(dependencies.plans);
    if (plan === undefined) throw new Error('there is no plan');
    const verification = VerificationId.parse('database');
    const item = { runId: runIdOf('run'), kind: 'restore', plan: plan.plan, verification, lookers: 1 } as const;
    const asked = askCopy({ item, lookedAt: '', planHash: 'another', entries: packed([]) }, dependencies);
    await expect(asked).rejects.toMatchObject({
      name: 'InvalidInput',
      message: `the plan ${plan.plan} in us-west-2 is another than in its standby: deploy both again`,
    });
  });
});
