import { createAws, type SimulatedAws } from 'simulated-aws';
import { createVirtualClock } from 'simulated-aws/clock/virtual-clock.ts';
import type { Authorisation } from 'simulated-aws/identity/judge.ts';
import type { ModelEngine } from 'simulated-aws/postgres/create-model-engine.ts';
import type { Durations } from 'simulated-aws/services/rds/instances/durations.ts';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { type Choice, choose } from '../../rehearsal/choose.ts';
import { type DeployedStack, deployDetectors, deployStack, detectorRegions } from '../../rehearsal/deploy-stack.ts';
import { disarm } from '../../rehearsal/detection/arm.ts';
import { hurried } from '../../rehearsal/hurried.ts';
import { buildLandscape } from '../../rehearsal/landscape/build.ts';
import { createModel } from '../../rehearsal/model/create-model.ts';
import { type AnswerCommand, commandsIn, signed } from '../../rehearsal/operator.ts';
import { type PackagedStack, packageDetector, packageStack } from '../../rehearsal/packaging/package-stack.ts';
import { readRecord } from '../../rehearsal/read-results.ts';
import { defined } from '../../shared/contracts/defined.ts';
import type { RegionName } from '../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import { type OneService, oneServiceOf } from './one-service.ts';

export type Scene = Readonly<{
  aws: SimulatedAws;
  plan: DeployedPlan;
  standby: RegionName;
  stack: DeployedStack;
  landscape: OneService;
  engine: ModelEngine;
  clock: ReturnType<typeof createVirtualClock>;
  events: readonly WorldEvent[];
  notices: readonly { subject: string; message: string }[];
}>;

export type SceneSettings = Readonly<{
  runbook?: string;
  seed?: number;
  durations?: Partial<Durations>;
  provisionSeconds?: number;
  /** As `npm start --speed`: AWS's own time passes faster, and what the plan gives a step is shorter. */
  speed?: number;
  /**
   * What the operator says to an approval or a step that asks, and to a step that failed; nothing: nobody answers. Of a list the first question
   * gets the first, and the last one stays; a dash says nothing. What is none of the commands in the notice is sent as it stands.
   */
  answers?: Answers;
  /** Another stack than the sources make: a policy, a plan, a bundle that is not as it should be. */
  repackage?: (packaged: PackagedStack) => PackagedStack;
  /**
   * Detection as it is deployed: probes, alarms, rules and schedules. Without it nothing looks and nothing starts by itself,
   * so that a test of what an operator starts costs no more than that.
   */
  armed?: boolean;
  /** Copies are looked at: what does so in their Region is deployed, too. */
  verifies?: boolean;
  /** Told of everything that policies were asked. */
  onDecision?: (authorisation: Authorisation) => void;
  /** Called within the event, so what it does comes before whoever waits for the event's call hears of it. */
  onEvent?: (event: WorldEvent, aws: SimulatedAws) => void;
}>;

type Answers = Readonly<Partial<Record<'approval' | 'failure', string | readonly string[]>>>;

/** The notice's own command with a name and a reason; a slip of the pen goes out by the token of another command. */
const outputOf = (commands: ReadonlyMap<string, AnswerCommand>, answer: string) => {
  const command = commands.get(answer);
  if (command !== undefined) return { command, output: signed(command, 'Ada', 'as the test wants it') };
  const [another] = commands.values();
  return another === undefined ? undefined : { command: another, output: answer };
};

const answerNotices = (aws: SimulatedAws, topicArn: string, answers: Answers = {}) => {
  const notices: { subject: string; message: string }[] = [];
  const asked = { approval: 0, failure: 0 };
  const nextAnswer = (question: keyof Answers): string | undefined => {
    const said = [answers[question] ?? []].flat();
    asked[question] += 1;
    return said[asked[question] - 1] ?? said.at(-1);
  };
  aws.sns.subscribe(topicArn, ({ subject = '', message }) => {
    notices.push({ subject, message });
    const commands = commandsIn(message);
    if (commands.size === 0) return;
    const answer = nextAnswer(commands.has('refuse') ? 'approval' : 'failure');
    const given = answer === undefined || answer === '-' ? undefined : outputOf(commands, answer);
    if (given === undefined) return;
    const { command, output } = given;
    const input = { taskToken: command.taskToken, output };
    const call = { service: 'states', operation: 'SendTaskSuccess', region: command.region, requestId: 'test' };
    aws.world.dispatch({ ...call, principal: { kind: 'operator', name: 'Ada' }, input }).catch(() => undefined);
  });
  return notices;
};

/** What a scene holds is tens of megabytes, and tests of a worker share its memory: the one before is ended first. */
let endBefore: () => Promise<void> = async () => undefined;

const choices = new Map<string | undefined, Choice>();

/** Read once: the plans do not change while tests run. */
const chosen = (runbook: string | undefined): Choice => {
  const choice = choices.get(runbook) ?? choose({ plans: 'plans', plan: 'shielda', runbook });
  choices.set(runbook, choice);
  return choice;
};

/** The packaged stack and the plan's service in a simulated AWS on the virtual clock: an hour in moments, no real I/O. */
export const setScene = async (settings: SceneSettings = {}): Promise<Scene> => {
  const { plan, draft } = chosen(settings.runbook);
  const { primary, standby } = plan.regions;
  const { repackage = (same: PackagedStack) => same } = settings;
  const { speed = 1 } = settings;
  const packaged = hurried(repackage(await packageStack(standby)), speed);
  for (const region of detectorRegions(plan)) await packageDetector(region);
  await endBefore();
  const clock = createVirtualClock();
  const events: WorldEvent[] = [];
  const regions = [...new Set([primary, standby])];
  const onError = (error: unknown) => {
    throw error;
  };
  const { armed = false } = settings;
  const tell = (event: WorldEvent) => {
    events.push(event);
    settings.onEvent?.(event, aws);
  };
  const { seed = 1, onDecision } = settings;
  const recorder = defined({ onDecision });
  const aws: SimulatedAws = createAws({ clock, seed, speed, regions, tell, onError, ...recorder });
  endBefore = () => clock.runUntil(aws.close());
  const build = async () => {
    const stack = await deployStack(aws, packaged, standby);
    const engine = createModel(clock, { cuts: aws.network });
    engine.setAnswer(/FROM organizations/, 25);
    engine.setAnswer(/FROM agents a/, 0);
    engine.setAnswer(/^SELECT count\(\*\) FROM agents$/, 500);
    const { durations = {}, provisionSeconds = 45 } = settings;
    const withSignals = armed;
    const landscape = await buildLandscape({
      ...{ aws, engine, draft, durations, provisionSeconds, withSignals },
      runsSql: false,
    });
    if (armed || settings.verifies)
      await deployDetectors(aws, plan, { repackage: (detector) => hurried(repackage(detector), speed) });
    if (!armed) await disarm({ aws, stack, standby });
    return { stack, landscape: oneServiceOf(landscape), engine };
  };
  const { stack, landscape, engine } = await clock.runUntil(build());
  const notices = answerNotices(aws, stack.topicArn, settings.answers ?? { approval: 'approve', failure: 'abort' });
  await clock.advance(150_000);
  return { aws, plan, standby, stack, landscape, engine, clock, events, notices };
};

type Ended = Readonly<{ status: string; record: RecoveryRecord; runId: string }>;

const recordOf = (scene: Scene, runId: string): RecoveryRecord => {
  const record = readRecord(scene, runId);
  if (record === undefined) throw new Error(`the run ${runId} left no record`);
  return record;
};

const asOperator = {
  service: 'states',
  region: 'us-east-1',
  requestId: 'test',
  principal: { kind: 'operator', name: 'Ada' },
} as const;

/** Starts `recover` with this input, whatever it is. Needs somebody to let the clock run. */
export const startRecovery = async (scene: Scene, input: unknown, runId: string): Promise<Ended> => {
  const { aws, stack } = scene;
  const ask = async (operation: string, request: Record<string, unknown>) =>
    await aws.world.dispatch({ ...asOperator, operation, input: request });
  const request = { stateMachineArn: stack.recoverArn, name: runId, input: JSON.stringify(input) };
  const { executionArn } = await ask('StartExecution', request);
  await aws.stepFunctions.executionOf(String(executionArn))?.ended;
  const { status } = await ask('DescribeExecution', { executionArn });
  return { status: String(status), record: recordOf(scene, runId), runId };
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
  mode: 'approval',
  detectedAt: new Date(scene.clock.now()).toISOString(),
  ...changes,
});
