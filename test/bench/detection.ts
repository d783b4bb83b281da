import { createRandom } from 'simulated-aws/random.ts';
import { recoveriesOf } from '../../rehearsal/detection/await-run.ts';
import { passUntil, setArmedScene, withDwell } from '../support/detection-scene.ts';
import type { Scene } from '../support/virtual-run.ts';

/** Seconds on the virtual clock. */
export type Detected = Readonly<{
  /** From the moment the Region fell silent until StartRecovery. No sign can be earlier. */
  fromLoss: number;
  /** From the start of the execution of `detect` that started the run until StartRecovery. */
  ours: number;
}>;

/** Health checks every 10 s, dwell 0: what issue 3 asks for. */
export const detectionLimits = { fromLoss: 45, ours: 2 } as const;

const wokenBefore = ({ events }: Scene, at: number): number => {
  const woken = events.flatMap((event) =>
    event.kind === 'stateEntered' && event.state === 'WeighSignals' && event.at <= at ? [event] : [],
  );
  const last = woken.at(-1);
  return woken.find((event) => event.execution === last?.execution)?.at ?? at;
};

const measureOne = async (seed: number, offsetMs: number): Promise<Detected> => {
  const scene = await setArmedScene({ seed, repackage: withDwell(0) });
  await scene.clock.advance(offsetMs);
  const lostAt = scene.clock.now();
  scene.aws.network.cut('us-west-2');
  await passUntil(scene, () => recoveriesOf(scene).length > 0);
  const startedAt = recoveriesOf(scene)[0]?.startedAt ?? Number.NaN;
  await scene.aws.close();
  return { fromLoss: (startedAt - lostAt) / 1000, ours: (startedAt - wokenBefore(scene, startedAt)) / 1000 };
};

/** The Region is lost at any moment of a minute, by the seed. */
export const measureDetection = async ({ count, seed }: { count: number; seed: number }): Promise<Detected[]> => {
  const random = createRandom(seed);
  const measured: Detected[] = [];
  for (let index = 0; index < count; index += 1) measured.push(await measureOne(seed + index, random.next() * 60_000));
  return measured;
};
