import { operate } from 'simulated-aws/operate.ts';
import { alarmsNotOk } from '../../rehearsal/detection/await-calm.ts';
import { recoveriesOf } from '../../rehearsal/detection/await-run.ts';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { readRecord } from '../../rehearsal/read-results.ts';
import { RunId } from '../../shared/contracts/fields.ts';
import type { FactOf } from '../../shared/contracts/ledger-entry.ts';
import { entryOf } from '../../shared/ledger/ledger-items.ts';
import { type Scene, type SceneSettings, setScene } from './virtual-run.ts';

/** The plan in every bundle, with another dwell. */
export const withDwell =
  (seconds: number) =>
  (packaged: PackagedStack): PackagedStack => ({
    ...packaged,
    codeOf: (key) => {
      const { code, file } = packaged.codeOf(key);
      return { code: code.replaceAll(/dwell:\d+/g, `dwell:${seconds}`), file };
    },
  });

const calmMinutes = 5;

/** A scene with detection armed, once every alarm of the plan has seen the service well. */
export const setArmedScene = async (settings: SceneSettings = {}): Promise<Scene> => {
  const scene = await setScene({ ...settings, armed: true });
  for (let minute = 0; minute < calmMinutes; minute += 1) {
    const missing = await scene.clock.runUntil(alarmsNotOk({ aws: scene.aws, standby: scene.standby }, scene.plan));
    if (missing.length === 0) return scene;
    await scene.clock.advance(60_000);
  }
  throw new Error('the alarms of the plan never were all OK');
};

/** Lets time pass in steps until it is so; fails when it never is. */
export const passUntil = async (scene: Scene, isSo: () => boolean, minutes = 30): Promise<void> => {
  const until = scene.clock.now() + minutes * 60_000;
  while (!isSo()) {
    if (scene.clock.now() > until) throw new Error(`it was not so within ${minutes} minutes`);
    await scene.clock.advance(1000);
  }
};

/** The one run that was started by itself, when it has ended. */
export const awaitRecovery = async (scene: Scene) => {
  await passUntil(scene, () => recoveriesOf(scene).length > 0);
  const [run] = recoveriesOf(scene);
  if (run === undefined) throw new Error('no run');
  await scene.clock.runUntil(run.ended);
  const record = readRecord(scene, run.name);
  if (record === undefined) throw new Error(`the run ${run.name} left no record`);
  return { run, record };
};

type Item = Parameters<typeof entryOf>[0];
const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;

/** What detection wrote down about the plan on the day of the scene. */
export const refusalsOf = async (scene: Scene): Promise<FactOf<'detectionRefused'>[]> => {
  const day = new Date(scene.clock.now()).toISOString().slice(0, 10);
  const runId = RunId.parse(`${scene.plan.plan}-watch-${day}`);
  const input = {
    TableName: scene.stack.ledgerTable,
    KeyConditionExpression: 'runId = :runId',
    ExpressionAttributeValues: { ':runId': { S: runId } },
  };
  const { Items } = await scene.clock.runUntil(
    operate(scene.aws, { service: 'dynamodb', region: scene.standby, operation: 'Query', input }),
  );
  const items: readonly unknown[] = Array.isArray(Items) ? Items : [];
  return items
    .filter(isItem)
    .map(entryOf)
    .flatMap(({ fact }) => (fact.type === 'detectionRefused' ? [fact] : []));
};
