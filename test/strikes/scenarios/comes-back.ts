import { oldRegion } from '../../support/owing.ts';
import { watchDebts } from '../debts.ts';
import type { Scenario } from '../scenario.ts';
import { placesOf } from './places.ts';
import { loseRegion, regionLost, start } from './recoveries.ts';

/** The fence is owed by then, and the replica is being promoted. */
const awayMs = 35_000;

/** The Region of the old primary is lost and comes back while the run goes on: the fence that it owes is made beside it. */
export const regionComesBack: Scenario = {
  ...regionLost,
  name: 'Region comes back',
  play: async (scene) => {
    loseRegion(scene);
    await start(scene);
    await scene.clock.advance(awayMs);
    await watchDebts(scene);
    await scene.clock.advance(5000);
    scene.aws.network.heal(oldRegion);
  },
  isStruck: placesOf('pay-fence', 'fenceDatabase', 'settleDebt', 'watchDebts', 'confirmStage'),
};
