import { operate } from 'simulated-aws/operate.ts';
import { afterEach } from 'vitest';
import { type RestoredKind, verifiedPlan } from './plan.ts';
import { createVerifyWorld, type VerifyWorld } from './world.ts';

export const region = 'us-west-2';
/** The instance that plans of these tests verify. */
export const source = 'orders-database';

/** Makes worlds that end with their test. */
export const useWorlds = () => {
  const worlds: VerifyWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });
  return async (kind: RestoredKind = 'instance'): Promise<VerifyWorld> => {
    const world = await createVerifyWorld(verifiedPlan(kind));
    worlds.push(world);
    return world;
  };
};

export const ask = ({ aws }: VerifyWorld, operation: string, input: Record<string, unknown>) =>
  operate(aws, { service: 'rds', operation, region, input });

/** What somebody does as soon as the run has made this call, or come to this place; once. */
export const whenReached = (world: VerifyWorld, place: string, act: () => unknown): void => {
  let isDone = false;
  world.onReach((reached) => {
    if (isDone || reached !== place) return;
    isDone = true;
    return act();
  });
};

export const noticeOf = ({ notices }: VerifyWorld): string => notices.at(-1)?.message ?? '';
