import { endStateOf, untouched } from '../../rehearsal/end-state.ts';
import { primaryDeployments } from '../../rehearsal/redeploy-scene.ts';
import { placesOf } from './places.ts';
import { differences, lastOutcome, recovery } from './recoveries.ts';

const runbook = 'control-plane-down';

/** Every task of the service fails while its Region is well: new ones take their place there, and nothing moves. */
export const controlPlaneDown = recovery({
  name: 'control plane down',
  settings: { runbook },
  input: { runbook },
  happens: ({ landscape }) => landscape.balancers.primary.failTasks(),
  wrong: async (scene) => {
    const [first, ...others] = await primaryDeployments(scene);
    const isMended = others.length === 0 && first?.rolloutState === 'COMPLETED' && first.runningCount === 1;
    return [
      ...differences(await endStateOf(scene), untouched),
      ...differences({ outcome: lastOutcome(scene), isMended }, { outcome: 'succeeded', isMended: true }),
    ];
  },
  isStruck: placesOf('redeployService'),
});
