import { addDatabase, mostAtOnce, namesOf, region, withMany } from '../support/many-databases.ts';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';

/** How long RDS's usual restore and deletion take: packages/simulated-aws/src/services/rds/instances/durations.ts. */
export type VerifiedMany = Readonly<{
  proven: number;
  backups: number;
  copiesAtOnce: number;
  copiesLeft: number;
  /** On the virtual clock. */
  minutes: number;
  /** Of this machine. */
  seconds: number;
}>;

const room = 12;
/** What the account keeps free for others. */
const spared = 2;

/** Good databases only, within a quota that leaves room for few copies, while RDS throttles. */
export const measureVerification = async (count: number): Promise<VerifiedMany> => {
  const { good } = namesOf(count);
  const scene = await setVerificationScene({ repackage: withMany(good) });
  const { aws, clock } = scene;
  for (const name of good) await clock.runUntil(addDatabase(scene, name));
  aws.rds.setInstanceQuota(region, aws.rds.inspectAll(region).length + room + spared);
  aws.faults.add({ service: 'rds', nth: { every: 7 }, kind: { throttle: true } });
  const [virtual, real] = [clock.now(), performance.now()];
  const { record } = await runVerification(scene);
  return {
    proven: record.results.filter(({ verdict }) => verdict === 'passed').length,
    backups: good.length,
    copiesAtOnce: mostAtOnce(scene),
    copiesLeft: copiesIn(scene).length,
    minutes: (clock.now() - virtual) / 60_000,
    seconds: (performance.now() - real) / 1000,
  };
};
