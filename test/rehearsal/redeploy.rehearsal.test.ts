import type { FaultKind } from 'simulated-aws/faults/rule.ts';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../support/virtual-run.ts';
import { endStateOf, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';
import { primaryDeployments, redeploy, setFailingScene, setUnstartableScene, update } from './redeploy-scene.ts';
import { saidIn } from './scene-tools.ts';

const stepIn = (record: Awaited<ReturnType<typeof redeploy>>['record'], id: string) =>
  record.steps.find(({ stepId }) => stepId === id);

/** What was sent to ECS, whether it arrived or not. */
const callsIn = ({ events }: Scene): number =>
  events.filter(
    (event) =>
      event.kind === 'call' && event.operation === 'UpdateService' && event.principal.endsWith('redeployService'),
  ).length;

describe('a control plane whose tasks fail while its Region is well', () => {
  it('runs in new tasks and nothing is moved', async () => {
    const scene = await setFailingScene();
    const [before] = await primaryDeployments(scene);
    const { status, record } = await redeploy(scene);
    expect(record.reason).toBe('every required step was done, and checks begun after the last change passed');
    expect({ status, outcome: record.outcome }).toEqual({ status: 'SUCCEEDED', outcome: 'succeeded' });
    expect(mutations(scene.events)).toEqual(['UpdateService']);
    expect(await endStateOf(scene)).toEqual(untouched);
    const deployments = await primaryDeployments(scene);
    expect(deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 1 }]);
    expect(deployments[0]?.id).not.toBe(before?.id);
    expect(stepIn(record, 'control-plane')?.evidence).toMatchObject({ deployment: deployments[0]?.id, running: 1 });
    expect(
      stepIn(record, 'control-plane')?.seconds.aws,
      'AWS’s share: 45 s to start a task, 10 s to stop one',
    ).toBeGreaterThan(50);
  });

  it('is not well without them: the proof that follows would fail', async () => {
    const scene = await setFailingScene();
    scene.aws.faults.add({ operation: 'UpdateService', kind: { deny: true } });
    const { record } = await redeploy(scene);
    expect(record.outcome).toBe('failed');
    expect(saidIn(scene)).toContain('is not authorized to perform: ecs:UpdateService');
    expect(stepIn(record, 'app')?.status).not.toBe('done');
  });

  it('says in the approval that it cannot be undone, and what to expect of a failure', async () => {
    const scene = await setFailingScene({ answers: { approval: 'refuse' } });
    const { record } = await redeploy(scene);
    expect(record.outcome).toBe('refused');
    expect(saidIn(scene)).toContain('CANNOT be undone: the former tasks are gone');
    expect(saidIn(scene)).toContain('has no circuit breaker');
    expect(mutations(scene.events)).toEqual([]);
  });

  it('is left alone by a dry run, which says what it would have called', async () => {
    const scene = await setFailingScene();
    const { record } = await redeploy(scene, { dryRun: true });
    expect(record.outcome).toBe('succeeded');
    expect(mutations(scene.events)).toEqual([]);
    const calls = stepIn(record, 'control-plane')?.calls ?? [];
    expect(calls).toMatchObject([{ result: 'withheld', call: 'ecs:UpdateService in us-west-2' }]);
  });

  it.each<{ said: string; kind: FaultKind; calls: number }>([
    { said: 'never arrives', kind: 'before', calls: 2 },
    { said: 'arrives, and its answer does not', kind: 'after', calls: 1 },
    { said: 'is never answered', kind: 'hang', calls: 1 },
    { said: 'meets an error of ECS', kind: { error: 'ServerException', status: 500 }, calls: 2 },
    { said: 'is throttled', kind: { throttle: true }, calls: 2 },
  ])('is redeployed once where the first call $said: calls made: $calls', async ({ kind, calls }) => {
    const scene = await setFailingScene();
    scene.aws.faults.add({ operation: 'UpdateService', role: 'RedeployServiceRole', nth: 1, kind });
    const { record } = await redeploy(scene);
    expect(record.outcome).toBe('succeeded');
    expect(await primaryDeployments(scene)).toHaveLength(1);
    expect(callsIn(scene)).toBe(calls);
  });

  it('waits for the deployment of somebody else before it begins its own', async () => {
    const scene = await setFailingScene();
    await update(scene, { forceNewDeployment: true });
    const [theirs] = await primaryDeployments(scene);
    const { record } = await redeploy(scene);
    expect(record.outcome).toBe('succeeded');
    expect(saidIn(scene)).toContain(
      `deployment ${theirs?.id} of service shielda/control-plane in us-west-2 is in progress`,
    );
    expect((await primaryDeployments(scene)).map(({ id }) => id)).not.toContain(theirs?.id);
  });
});

describe('a control plane whose new tasks do not start', () => {
  it('is asked about with the words of ECS, and goes back to what ran', async () => {
    const scene = await setUnstartableScene();
    const [before] = await primaryDeployments(scene);
    const { record } = await redeploy(scene);
    expect(record.outcome).toBe('partiallyDone');
    const question = scene.notices.find(({ subject }) => subject.includes('Step failed'));
    expect(question?.message).toContain('deployment failed: tasks failed to start.');
    expect(question?.message).toContain(`ECS has gone back to ${before?.id}`);
    expect(question?.message).toContain('tasks stopped: TaskFailedToStart: CannotPullContainerError');
    await scene.clock.advance(120_000);
    expect(await primaryDeployments(scene)).toMatchObject([{ id: before?.id, rolloutState: 'COMPLETED' }]);
  });

  it('is tried once more for each person who says retry, and no more often', async () => {
    const scene = await setUnstartableScene({ answers: { approval: 'approve', failure: ['retry', 'abort'] } });
    await redeploy(scene);
    expect(mutations(scene.events)).toEqual(['UpdateService', 'UpdateService']);
  });
});
