import { RecoveryRecord } from '../../shared/contracts/recovery-record.ts';
import { createAws, type SimulatedAws } from '../../simulation/aws.ts';
import { createVirtualClock } from '../../simulation/clock/virtual-clock.ts';
import { type DeployedStack, deployStack } from '../../simulation/deploy-stack.ts';
import { createModelEngine } from '../../simulation/postgres/create-model-engine.ts';
import { choose } from '../../simulation/rehearsal/choose.ts';
import { buildLandscape, type Landscape } from '../../simulation/rehearsal/landscape/build.ts';
import { commandsIn, signed } from '../../simulation/rehearsal/operator.ts';
import { packageStack } from '../../simulation/rehearsal/package-stack.ts';
import type { Durations } from '../../simulation/services/rds/durations.ts';
import type { WorldEvent } from '../../simulation/world.ts';

export type Scene = Readonly<{
  aws: SimulatedAws;
  stack: DeployedStack;
  landscape: Landscape;
  clock: ReturnType<typeof createVirtualClock>;
  events: readonly WorldEvent[];
  notices: readonly { subject: string; message: string }[];
}>;

export type SceneSettings = Readonly<{
  runbook?: string;
  seed?: number;
  durations?: Partial<Durations>;
  provisionSeconds?: number;
  /** What the operator says to an approval, and to a step that failed; nothing: nobody answers. */
  answers?: Readonly<Partial<Record<'approval' | 'failure', string>>>;
}>;

const answerNotices = (aws: SimulatedAws, topicArn: string, answers: SceneSettings['answers'] = {}) => {
  const notices: { subject: string; message: string }[] = [];
  aws.sns.subscribe(topicArn, ({ subject = '', message }) => {
    notices.push({ subject, message });
    const commands = commandsIn(message);
    const answer = commands.has('approve') ? answers.approval : answers.failure;
    const command = commands.get(answer ?? '');
    if (command === undefined) return;
    const input = { taskToken: command.taskToken, output: signed(command, 'Ada', 'as the test wants it') };
    const call = { service: 'states', operation: 'SendTaskSuccess', region: command.region, requestId: 'test' };
    aws.world.dispatch({ ...call, principal: { kind: 'operator', name: 'Ada' }, input }).catch(() => undefined);
  });
  return notices;
};

/** The packaged stack and the plan's service in a simulated AWS on the virtual clock: an hour in moments, no real I/O. */
export const setScene = async (settings: SceneSettings = {}): Promise<Scene> => {
  const { plan, runbook } = choose({ plan: 'shielda', runbook: settings.runbook });
  const { primary, standby } = plan.regions;
  const packaged = await packageStack(standby);
  const clock = createVirtualClock();
  const events: WorldEvent[] = [];
  const regions = [...new Set([primary, standby])];
  const onError = (error: unknown) => {
    throw error;
  };
  const aws = createAws({
    clock,
    seed: settings.seed ?? 1,
    speed: 1,
    regions,
    tell: (event) => events.push(event),
    onError,
  });
  const build = async () => {
    const stack = await deployStack(aws, packaged, standby);
    const engine = createModelEngine(clock, aws.network);
    engine.setAnswer(/FROM organizations/, 25);
    engine.setAnswer(/FROM agents a/, 0);
    const { durations = {}, provisionSeconds = 45 } = settings;
    const landscape = await buildLandscape({ aws, engine, plan, runbook, durations, provisionSeconds });
    return { stack, landscape };
  };
  const { stack, landscape } = await clock.runUntil(build());
  const notices = answerNotices(aws, stack.topicArn, settings.answers ?? { approval: 'approve', failure: 'abort' });
  await clock.advance(150_000);
  return { aws, stack, landscape, clock, events, notices };
};

type Ended = Readonly<{ status: string; record: RecoveryRecord; runId: string }>;

const recordOf = ({ aws, stack }: Scene, runId: string): RecoveryRecord => {
  const found = aws.s3.objectsOf(stack.recordsBucket).find(({ key }) => key.endsWith(`/${runId}/record.json`));
  const parsed: unknown = JSON.parse(Buffer.from(found?.body ?? '').toString('utf8'));
  return RecoveryRecord.parse(parsed);
};

const asOperator = {
  service: 'states',
  region: 'us-east-1',
  requestId: 'test',
  principal: { kind: 'operator', name: 'Ada' },
} as const;

/** Starts `recover` with this input, whatever it is. Needs somebody to let the clock run. */
export const startRecovery = async (scene: Scene, input: unknown, runId: string): Promise<Ended> => {
  const { aws, stack, clock } = scene;
  const ask = async (operation: string, request: Record<string, unknown>) =>
    await aws.world.dispatch({ ...asOperator, operation, input: request });
  const request = { stateMachineArn: stack.recoverArn, name: runId, input: JSON.stringify(input) };
  const { executionArn } = await ask('StartExecution', request);
  for (;;) {
    const { status } = await ask('DescribeExecution', { executionArn });
    if (status !== 'RUNNING') return { status: String(status), record: recordOf(scene, runId), runId };
    await clock.sleep(500);
  }
};

/** Runs `recover` until its execution has ended, in virtual time. */
export const runRecovery = async (scene: Scene, input: unknown, runId = `run-${scene.clock.now()}`): Promise<Ended> =>
  await scene.clock.runUntil(startRecovery(scene, input, runId));

/** The input of a rehearsal started now, with the Region lost a moment ago. */
export const startInput = (scene: Scene, changes: Record<string, unknown> = {}) => ({
  plan: 'shielda',
  occasion: 'rehearsal',
  reason: 'the test wants it',
  operator: 'Ada',
  detectedAt: new Date(scene.clock.now()).toISOString(),
  ...changes,
});
