import { AwsFault } from 'simulated-aws/call.ts';
import { operate } from 'simulated-aws/operate.ts';
import * as z from 'zod';
import { commandsIn, signed } from '../../../rehearsal/operator.ts';
import { writeOffKey } from '../../../shared/domain/recovery/write-off-key.ts';
import type { Scene } from '../../support/virtual-run.ts';
import type { Account } from '../account.ts';
import type { HappeningOf } from '../schema/happening.ts';
import { secondsIn } from '../schema/moment.ts';

const Fields = z.record(z.string(), z.unknown());

type Asked = Readonly<{ what: string; region?: string | undefined; input: Readonly<Record<string, unknown>> }>;

/** A call at the console; in the standby Region unless told. Needs somebody to let the clock run. */
export const call = ({ aws, standby }: Scene, { what, region = standby, input }: Asked) => {
  const [service = '', operation = ''] = what.split(':');
  return operate(aws, { service, operation, region, input });
};

const executionArnOf = ({ stack }: Scene, run: string): string =>
  `${stack.recoverArn.replace(':stateMachine:', ':execution:')}:${run}`;

/** now, now-1h, now+5m: as an instant. */
const instantOf = (scene: Scene, text: string): string | undefined => {
  const found = /^now(?:([+-])((?:\d+[smhd])+))?$/.exec(text);
  if (found === null) return undefined;
  const seconds = secondsIn(found[2] ?? '') * (found[1] === '-' ? -1 : 1);
  return new Date(scene.clock.now() + seconds * 1000).toISOString();
};

/** What the stack calls its own: its names are made when it is deployed. */
const placeOf = ({ stack }: Scene, text: string): string | undefined =>
  new Map([
    ['$ledger', stack.ledgerTable],
    ['$control', stack.controlTable],
    ['$records', stack.recordsBucket],
  ]).get(text);

const asSaid = (scene: Scene, input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([key, value]) => [placeOf(scene, key) ?? key, valueAsSaid(scene, value)]),
  );

const valueAsSaid = (scene: Scene, value: unknown): unknown => {
  if (typeof value === 'string') return instantOf(scene, value) ?? placeOf(scene, value) ?? value;
  const fields = Fields.safeParse(value);
  return fields.success ? asSaid(scene, fields.data) : value;
};

export const start = ({ scene, plan }: Account, { start: name, with: given }: HappeningOf<'start'>) => {
  const input = JSON.stringify({ plan: plan.plan, reason: 'the service is down', ...asSaid(scene, given) });
  return call(scene, {
    what: 'states:StartExecution',
    input: { stateMachineArn: scene.stack.recoverArn, name, input },
  });
};

export const verify = ({ scene }: Account, { verify: name, with: given }: HappeningOf<'verify'>) => {
  const input = { stateMachineArn: scene.stack.verifyArn, name, input: JSON.stringify(given) };
  return call(scene, { what: 'states:StartExecution', input });
};

export const stop = ({ scene }: Account, { stop: run }: HappeningOf<'stop'>) =>
  call(scene, {
    what: 'states:StopExecution',
    input: { executionArn: executionArnOf(scene, run), error: 'Ada', cause: 'wrong Region' },
  });

export const redrive = ({ scene }: Account, { redrive: run }: HappeningOf<'redrive'>) =>
  call(scene, { what: 'states:RedriveExecution', input: { executionArn: executionArnOf(scene, run) } });

/** The commands of the last question, or of the question of this number. */
const commandsOf = ({ notices }: Scene, to: number | undefined) => {
  const questions = notices.map(({ message }) => commandsIn(message)).filter(({ size }) => size > 0);
  const commands = questions.at(to === undefined ? -1 : to - 1);
  if (commands === undefined) throw new Error('nobody has been asked yet');
  return commands;
};

/** What Step Functions says to a token that leads nowhere any more is told. */
const send = async (account: Account, input: Readonly<{ taskToken: string; output: string }>): Promise<void> => {
  try {
    await call(account.scene, { what: 'states:SendTaskSuccess', input });
  } catch (error) {
    account.tried.push(`answer: ${error instanceof AwsFault ? error.code : String(error)}`);
  }
};

export const answer = async (account: Account, { answer: word, by, because, to }: HappeningOf<'answer'>) => {
  const command = commandsOf(account.scene, to).get(word);
  if (command === undefined) throw new Error(`the notice has no command for ${word}`);
  await send(account, { taskToken: command.taskToken, output: signed(command, by, because) });
};

export const says = async (account: Account, { says: output }: HappeningOf<'says'>) => {
  const [command] = commandsOf(account.scene, undefined).values();
  if (command === undefined) throw new Error('the notice has no command');
  await send(account, { taskToken: command.taskToken, output });
};

const itemOf = (item: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(item).map(([key, text]) => [key, { S: text }]));

const put = (scene: Scene, item: Readonly<Record<string, string>>) =>
  call(scene, { what: 'dynamodb:PutItem', input: { TableName: scene.stack.controlTable, Item: itemOf(item) } });

export const setKillSwitch = ({ scene, plan }: Account, { killSwitch: reason }: HappeningOf<'killSwitch'>) =>
  put(scene, { key: `killSwitch#${plan.plan}`, reason });

export const acknowledge = ({ scene, plan }: Account, { acknowledge: runId }: HappeningOf<'acknowledge'>) =>
  put(scene, { key: `acknowledgement#${plan.plan}`, runId, operator: 'Ada', reason: 'I have seen what it did' });

export const writeOff = ({ scene, plan }: Account, { writeOff: instance, of: runId }: HappeningOf<'writeOff'>) => {
  const said = { operator: 'Ada', reason: 'its writes are to be saved first' };
  return put(scene, { key: writeOffKey(plan.plan, instance), runId, instance, ...said });
};

const Thrown = z.object({ errorType: z.string(), errorMessage: z.string().default('') });

/** Invokes a function as somebody with the right to do so; what it throws is told, else what it says. */
export const invoke = async ({ scene, tried }: Account, { invoke: name, with: given }: HappeningOf<'invoke'>) => {
  const input = { FunctionName: `lifeboat-dev-${name}`, Payload: Buffer.from(JSON.stringify(given)) };
  const { Payload } = await call(scene, { what: 'lambda:Invoke', input });
  const text = Buffer.from(z.instanceof(Uint8Array).parse(Payload)).toString();
  const thrown = Thrown.safeParse(JSON.parse(text));
  tried.push(`${name}: ${thrown.success ? `${thrown.data.errorType}: ${thrown.data.errorMessage}` : text}`);
};

/** Starts `run-step` for a step as the console would, and tells how it ended. */
export const runStep = async ({ scene, tried }: Account, { runStep: stepId, kind, of }: HappeningOf<'runStep'>) => {
  const stateMachineArn = scene.stack.recoverArn.replace(/-recover$/, '-run-step');
  const step = { runId: of, stepId, kind, attempt: 1, onFailure: 'ask', askSeconds: 600, occasion: 'incident' };
  const input = { stateMachineArn, name: `by-hand-${stepId}-${scene.clock.now()}`, input: JSON.stringify(step) };
  const { executionArn } = await call(scene, { what: 'states:StartExecution', input });
  const execution = scene.aws.stepFunctions.executionOf(String(executionArn));
  await execution?.ended;
  tried.push(`run-step ${stepId}: ${execution?.status}${execution?.error === undefined ? '' : ` ${execution.error}`}`);
};

/** A call with the role of a function, and what comes of it. */
export const tries = async (
  { scene, tried }: Account,
  { tries: what, as, region, with: given }: HappeningOf<'tries'>,
) => {
  const input = asSaid(scene, given);
  const [service = '', operation = ''] = what.split(':');
  const role = scene.aws.identity.roleArns().find((arn) => arn.toLowerCase().includes(`${as}role`.toLowerCase()));
  if (role === undefined) throw new Error(`the stack has no role of ${as}`);
  const principal = { kind: 'role', role, session: as } as const;
  const { dispatch } = scene.aws.world;
  try {
    await dispatch({ service, operation, region: region ?? scene.standby, requestId: 'tried', principal, input });
    tried.push(`${as} ${what}: done`);
  } catch (error) {
    tried.push(`${as} ${what}: ${error instanceof AwsFault ? error.code : String(error)}`);
  }
};
