import { buildBackups } from '../../rehearsal/landscape/build/backups.ts';
import { readVerification } from '../../rehearsal/read-results.ts';
import { defined } from '../../shared/contracts/defined.ts';
import type { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import { type Scene, type SceneSettings, setScene } from './virtual-run.ts';

export type VerificationSettings = SceneSettings &
  Readonly<{
    ageSeconds?: number;
    /** The key of a Region that its snapshots are under. */
    keyOf?: (scene: Scene, region: string) => string;
  }>;

/** A scene whose databases have a backup each, and a place where copies may be made. */
export const setVerificationScene = async (settings: VerificationSettings = {}): Promise<Scene> => {
  const scene = await setScene({ ...settings, verifies: true });
  const { aws, engine, plan, landscape, clock } = scene;
  const { all: databases, credentials } = landscape;
  const { ageSeconds, keyOf } = settings;
  const more = defined({ ageSeconds, keyOf: keyOf && ((region: string) => keyOf(scene, region)) });
  await clock.runUntil(
    buildBackups({
      aws,
      engine,
      plan,
      databases,
      credentials,
      durations: settings.durations,
      ...more,
    }),
  );
  return scene;
};

type Verified = Readonly<{ status: string; record: VerificationRecord }>;

const asOperator = {
  service: 'states',
  region: 'us-east-1',
  requestId: 'test',
  principal: { kind: 'operator', name: 'Ada' },
} as const;

/** Starts verify-restores with this input. Needs somebody to let the clock run. */
export const startVerification = async (scene: Scene, input: unknown, name: string): Promise<Verified> => {
  const { aws, stack } = scene;
  const ask = (operation: string, request: Record<string, unknown>) =>
    aws.world.dispatch({ ...asOperator, operation, input: request });
  const request = { stateMachineArn: stack.verifyArn, name, input: JSON.stringify(input) };
  const { executionArn } = await ask('StartExecution', request);
  await aws.stepFunctions.executionOf(String(executionArn))?.ended;
  const { status } = await ask('DescribeExecution', { executionArn });
  const record = readVerification(scene, name);
  if (record === undefined) throw new Error(`the verification ${name} left no record`);
  return { status: String(status), record };
};

/** Runs verify-restores until its execution has ended, in virtual time. */
export const runVerification = (scene: Scene, input: unknown = {}, name = `verify-${scene.clock.now()}`) =>
  scene.clock.runUntil(startVerification(scene, input, name));

/** Names of the copies that stand in any Region of the scene. */
export const copiesIn = ({ aws, plan }: Scene): string[] =>
  Object.values(plan.regions)
    .flatMap((region) => aws.rds.inspectAll(region))
    .map(({ DBInstanceIdentifier: name = '' }) => name)
    .filter((name) => name.startsWith('lifeboat-verify-'));
