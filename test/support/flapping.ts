import { createRandom } from 'simulated-aws/random.ts';
import { expect } from 'vitest';
import { endStateOf } from '../rehearsal/end-state.ts';
import { fencingCalls, isFenced, oldRegion, paymentsOf, recordOf, setOwingScene, untilPaid } from './owing.ts';
import { beginRecovery } from './settling.ts';
import type { Scene } from './virtual-run.ts';

/** Each is a Region that comes and goes in a way of its own. */
export const flappingSeeds: readonly number[] = Array.from({ length: 100 }, (_, index) => index + 1);

/** What `npm test` takes of them. */
export const flappingSample: readonly number[] = [3, 19, 42, 57, 71, 96];

/** Seconds from the start of the run: when the Region goes, and for how long. */
type Outage = Readonly<{ at: number; seconds: number }>;

const most = 12;

/** From a second to three minutes, with as much in between; the first may be there before the run. */
const outagesOf = (seed: number): Outage[] => {
  const { next } = createRandom(seed);
  const outages: Outage[] = [];
  let at = Math.floor(next() * 90) - 30;
  const count = 1 + Math.floor(next() * most);
  while (outages.length < count) {
    const seconds = 1 + Math.floor(180 * next() ** 2);
    outages.push({ at, seconds });
    at += seconds + 1 + Math.floor(120 * next() ** 2);
  }
  return outages;
};

/** Every fourth promotion is refused for good, and a person ends the run. */
const isDeclined = (seed: number): boolean => seed % 4 === 3;

/** After that the Region answers for good: the longest pace of the first hour, the change of groups, the restart. */
const paidWithinSeconds = 180;

const flap = (scene: Scene, outages: readonly Outage[]): void => {
  for (const { at, seconds } of outages) {
    const begin = Math.max(0, at);
    scene.aws.world.clock.after(begin * 1000, () => scene.aws.network.cut(oldRegion));
    scene.aws.world.clock.after((at + Math.max(seconds, begin - at + 1)) * 1000, () =>
      scene.aws.network.heal(oldRegion),
    );
  }
};

const endOf = (outages: readonly Outage[]): number => Math.max(...outages.map(({ at, seconds }) => at + seconds), 1);

/** What the notices have said of the old primary, the newest last. */
const toldOf = ({ notices }: Scene) => ({
  outcome:
    notices
      .filter(({ message }) => message.includes(':outcome'))
      .at(-1)
      ?.message.split('\n')[0] ?? '',
  isPaidTold: notices.some(({ subject }) => subject.startsWith('Fenced now')),
});

const play = async (seed: number) => {
  const answers = { approval: 'approve', failure: isDeclined(seed) ? 'abort' : 'retry' };
  const scene = await setOwingScene({ seed, answers });
  if (isDeclined(seed)) scene.aws.faults.add({ operation: 'PromoteReadReplica', kind: { deny: true } });
  const outages = outagesOf(seed);
  const startedAt = scene.clock.now();
  flap(scene, outages);
  const { execution } = await beginRecovery(scene, 'run', { occasion: 'incident' });
  await scene.clock.runUntil(execution.ended);
  await scene.clock.advance(3000);
  return { scene, execution, answersAt: startedAt + endOf(outages) * 1000 };
};

/** What a seed came to, so that whoever plays many can see that all kinds were among them. */
export type Flapped = Readonly<{
  hasTakenOver: boolean;
  /** The run's record said that the fence was owed. */
  isOwedAtEnd: boolean;
  payments: number;
  /** From when the Region answered for good until the debt was settled; undefined where that came before, or there was none. */
  paidSeconds: number | undefined;
}>;

/** A run with the Region of the old primary coming and going, from its start until the fence is made or is nobody's matter. */
export const flapOnce = async (seed: number): Promise<Flapped> => {
  const { scene, answersAt } = await play(seed);
  const atEnd = { ...toldOf(scene), isFenced: isFenced(scene), calls: fencingCalls(scene).length };
  const hasTakenOver = !(await endStateOf(scene)).isReplica;
  const record = recordOf(scene);
  expect(record.chain.isWhole).toBe(true);
  // Two databases take writes, or may: the first line says so, unless it has come to an end since it was written.
  if (hasTakenOver && !atEnd.isFenced) expect(atEnd.outcome).toMatch(/shielda-prod in us-west-2 is NOT fenced/);
  if (record.owed !== undefined) expect(atEnd.outcome).toMatch(/shielda-prod in us-west-2 is NOT fenced/);

  await untilPaid(scene, 60, 0);
  const paidAt = Math.max(...paymentsOf(scene).map(({ stoppedAt = 0 }) => stoppedAt), 0);
  if (paidAt > answersAt) expect(paidAt - answersAt).toBeLessThanOrEqual(paidWithinSeconds * 1000);
  expect(paymentsOf(scene).map(({ status }) => status)).toEqual(paymentsOf(scene).map(() => 'SUCCEEDED'));
  if (hasTakenOver) expect(isFenced(scene)).toBe(true);
  else expect(fencingCalls(scene).length).toBe(atEnd.calls);
  if (record.owed !== undefined) expect(toldOf(scene).isPaidTold).toBe(true);
  return {
    hasTakenOver,
    isOwedAtEnd: record.owed !== undefined,
    payments: paymentsOf(scene).length,
    paidSeconds: paidAt > answersAt ? (paidAt - answersAt) / 1000 : undefined,
  };
};
