import type { Place } from '../strike.ts';
import { placesOf } from './places.ts';
import { loseRegion, recovery } from './recoveries.ts';

const isOfQuestions = placesOf(
  'awaitApproval',
  'escalateApproval',
  'recordAnswer',
  'recordFailure',
  'askOperator',
  'chooseNextStage',
);
/** The scenario itself denies it. */
const isDenied = ({ actor, visit, what, nth }: Place): boolean =>
  actor === 'lifeboat-dev-chooseNextStage' && visit === 1 && what === 'dynamodb:Query' && nth === 2;

/**
 * The first contact never answers; the promotion is denied once, which a person is asked about, and so is the choice of a stage, whose
 * ledger denies it once.
 */
export const failsAndAsks = recovery({
  name: 'fails and asks',
  settings: { answers: { approval: ['-', 'approve'], failure: 'retry' } },
  happens: (scene) => {
    loseRegion(scene);
    const { faults } = scene.aws;
    faults.add({ operation: 'PromoteReadReplica', nth: 1, kind: { deny: true } });
    faults.add({ role: 'ChooseNextStageRole', operation: 'Query', nth: 2, kind: { deny: true } });
  },
  isStruck: (place) => isOfQuestions(place) && !isDenied(place),
});
