import * as z from 'zod';
import { runRecovery, type Scene, type SceneSettings, setScene, startInput } from '../support/virtual-run.ts';
import { ask } from './scene-tools.ts';

const runbook = 'control-plane-down';
const region = 'us-west-2';
const named = { cluster: 'shielda', service: 'control-plane' } as const;

const Deployments = z.array(
  z.looseObject({ id: z.string(), rolloutState: z.string(), runningCount: z.number(), taskDefinition: z.string() }),
);
const Described = z.looseObject({ services: z.tuple([z.looseObject({ deployments: Deployments })]) });

/** Of the service in the primary Region, as the simulated ECS shows them. */
export const primaryDeployments = async (scene: Scene) => {
  const input = { cluster: named.cluster, services: [named.service] };
  const answer = await ask(scene, { what: 'ecs:DescribeServices', region, input });
  return Described.parse(answer).services[0].deployments;
};

/** What a person does to the service in the primary Region beside the run. */
export const update = (scene: Scene, change: Record<string, unknown>) =>
  ask(scene, { what: 'ecs:UpdateService', region, input: { ...named, ...change } });

/** The tasks of the service fail, and its Region is well. */
export const setFailingScene = async (settings: SceneSettings = {}): Promise<Scene> => {
  const scene = await setScene({ runbook, ...settings });
  scene.landscape.balancers.primary.failTasks();
  return scene;
};

/**
 * The same, where tasks begin only once: every further one stops before it runs, and the circuit breaker of the service goes back to what
 * ran before.
 */
export const setUnstartableScene = async (settings: SceneSettings = {}): Promise<Scene> => {
  const scene = await setScene({ runbook, ...settings });
  let started = 0;
  const startTask = async () => {
    started += 1;
    if (started > 1) throw new Error('CannotPullContainerError: pull image manifest has been retried 5 time(s)');
    return { stop: async () => undefined };
  };
  scene.aws.ecs.addTaskDefinition({ region, family: named.service, startTask });
  const deploymentConfiguration = { deploymentCircuitBreaker: { enable: true, rollback: true } };
  await update(scene, { taskDefinition: named.service, deploymentConfiguration });
  await scene.clock.advance(120_000);
  return scene;
};

export const redeploy = (scene: Scene, changes: Record<string, unknown> = {}) =>
  runRecovery(scene, startInput(scene, { runbook, ...changes }));
