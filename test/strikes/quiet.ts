import { watchRuns } from '../rehearsal/unheard.ts';
import type { Scene } from '../support/virtual-run.ts';
import { accountsWrong } from './accounts.ts';

const hourMs = 3_600_000;
/** Settling tries for about 20 hours. */
const patienceMs = 30 * hourMs;

/** A fence that is owed waits for its Region, for weeks: while that is lost, nothing more is to come of it. */
const isAwaited = ({ aws, plan }: Scene, machine: string): boolean =>
  machine !== 'lifeboat-dev-pay-fence' || !aws.network.isCut(plan.regions.primary);

const running = (scene: Scene) =>
  scene.aws.stepFunctions
    .executions()
    .filter(({ status, machine }) => status === 'RUNNING' && isAwaited(scene, machine.name));

/** Until every execution has ended and its account is whole; answers what is still wrong when nothing more is to be hoped for. */
export const untilQuiet = async (scene: Scene, since: number): Promise<string[]> => {
  const { clock } = scene;
  const until = clock.now() + patienceMs;
  let pauseMs = 5000;
  for (;;) {
    const atWork = running(scene);
    const patience = clock.sleep(Math.max(0, until - clock.now()));
    await clock.runUntil(Promise.race([patience, Promise.all(atWork.map(({ ended }) => ended))]));
    // An event that an end gives off wakes others a moment later.
    await clock.advance(pauseMs);
    if (running(scene).length === 0) {
      const wrong = await accountsWrong(scene, since);
      if (wrong.length === 0) return [];
      if (clock.now() >= until) return wrong;
      pauseMs = Math.min(2 * pauseMs, hourMs);
      await watchRuns(scene);
    } else if (clock.now() >= until) {
      return running(scene).map(({ machine, name }) => `${machine.name} ${name} never ended`);
    }
  }
};
