import type { SimulatedAws } from 'simulated-aws';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { buildBackups } from '../../rehearsal/landscape/build/backups.ts';
import type { PackagedStack } from '../../rehearsal/packaging/package-stack.ts';
import { defined } from '../../shared/contracts/defined.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { setArmedScene } from '../support/detection-scene.ts';
import { type Scene, type SceneSettings, setScene } from '../support/virtual-run.ts';
import { changedPlan, deployPlan } from './deploy-plan.ts';
import type { Situation } from './schema/situation.ts';

type Listener = (event: WorldEvent, aws: SimulatedAws) => void;

/** The account of one situation. `plan`: as it is deployed. */
export type Account = Readonly<{
  scene: Scene;
  plan: DeployedPlan;
  /** Hears everything from now on, within the event. */
  listen: (listener: Listener) => void;
  /** What came of what somebody tried, in order. */
  tried: string[];
  /** The plan's alarms that are silenced, by a person of the situation. */
  silenced: Set<string>;
  /** What must stand nowhere. */
  secrets: readonly string[];
  /** How many notices there were when it was opened, and when that was: what came before is no part of the situation. */
  before: Readonly<{ notices: number; at: number }>;
}>;

const withDeadline =
  (seconds: number | undefined) =>
  (packaged: PackagedStack): PackagedStack => {
    if (seconds === undefined) return packaged;
    const text = JSON.stringify(packaged.template);
    const changed = text.replaceAll('"TimeoutSeconds":691200', `"TimeoutSeconds":${seconds}`);
    if (changed === text) throw new Error('recover has another deadline than this test knows');
    return { ...packaged, template: JSON.parse(changed) };
  };

const swift = { restoreSeconds: 100, configureSeconds: 15, deleteSeconds: 25 } as const;

const addBackups = async ({ aws, engine, plan, landscape, clock }: Scene): Promise<void> => {
  const { all: databases, credentials } = landscape;
  const common = { aws, engine, plan, durations: swift };
  await clock.runUntil(buildBackups({ ...common, databases, credentials }));
};

/** Deploys the packaged stack with the plan of the situation into an account of its own. */
export const openAccount = async ({ account, answers, expect }: Situation): Promise<Account> => {
  const listeners: Listener[] = [];
  const plan = changedPlan(account.plan);
  const settings: SceneSettings = {
    ...defined({ runbook: account.runbook }),
    durations: { promotionSeconds: account.promotion, ...(account.backups ? swift : {}) },
    answers,
    verifies: Boolean(account.backups),
    repackage: (packaged) => withDeadline(account.deadline)(deployPlan(plan)(packaged)),
    onEvent: (event, aws) => {
      for (const listener of listeners) listener(event, aws);
    },
  };
  const scene = account.detection === 'armed' ? await setArmedScene(settings) : await setScene(settings);
  if (account.backups) await addBackups(scene);
  const listen = (listener: Listener) => void listeners.push(listener);
  const before = { notices: scene.notices.length, at: scene.clock.now() };
  return { scene, plan, listen, tried: [], silenced: new Set(), secrets: expect.nowhere, before };
};
