import { afterEach, describe, expect, it } from 'vitest';
import { verifiedPlan } from './plan.ts';
import { playRun } from './play-run.ts';
import { createVerifyWorld, type VerifyWorld } from './world.ts';

const worlds: VerifyWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

const heldBack = 'a recovery of orders is under way (run recover-1), which goes first';

describe('a verification of a plan whose lock a recovery holds', () => {
  it.each([
    { state: 'running', verdict: 'inconclusive', says: heldBack },
    { state: 'unknown', verdict: 'inconclusive', says: heldBack },
    // Somebody has stopped the run; its lock stands until the next one comes.
    { state: 'ended', verdict: 'passed', says: '' },
  ] as const)('is $verdict when that run is $state', async ({ state, verdict, says }) => {
    const plan = verifiedPlan('instance');
    const world = await createVerifyWorld(plan);
    worlds.push(world);
    const executionArn = world.arnOf('recover-1').replace('verify-restores', 'recover');
    await world.dependencies.control.acquire(plan.plan, { runId: world.runIdOf('recover-1'), executionArn });
    const asked: string[] = [];
    const stateOfExecution = async (arn: string) => {
      asked.push(arn);
      return state;
    };
    const record = await playRun({ ...world, dependencies: { ...world.dependencies, stateOfExecution } }, 'verify-1');
    expect(record.verdict).toBe(verdict);
    expect(record.reason).toContain(says);
    expect(new Set(asked)).toEqual(new Set([executionArn]));
    expect(world.copies()).toEqual([]);
  });
});
