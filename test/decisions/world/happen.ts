import { RunId } from '../../../shared/contracts/fields.ts';
import { healthMetricsRegion } from '../../../shared/domain/detection/alarms-of.ts';
import { probeAlarmEnd } from '../../../shared/domain/detection/probe-metric.ts';
import type { Happening } from '../case.ts';
import { detect, startRecovery } from './detect.ts';
import { killHolder } from './kill-holder.ts';
import { signalNames } from './scene.ts';
import { turnReplica } from './turn-replica.ts';
import { sceneOf, type World } from './world.ts';

type Of<K extends string> = Extract<Happening, Readonly<Record<K, unknown>>>;

/** Names of executions are counted, so that each entry of a history starts one of its own. */
type Moment = Readonly<{ world: World; index: number }>;

const instantOf = ({ turns }: World, secondsFromNow = 0): string =>
  new Date(turns.now() + secondsFromNow * 1000).toISOString();

const turnSignals = (world: World, { of, turns, since, at }: Of<'turns'>): void => {
  const { signals } = sceneOf(world, of);
  const when = since === undefined ? instantOf(world) : since === 'unknown' ? undefined : instantOf(world, since - at);
  for (const [name, state] of Object.entries(turns)) {
    if (!signals.has(name)) throw new Error(`the plan has no signal ${name}; it has ${[...signals.keys()].join(', ')}`);
    signals.set(name, { state, since: when });
  }
};

/** `loud`, `unread`, or by what they are silenced. */
const turnAlarms = (world: World, { of, alarms: turned }: Of<'alarms'>): void => {
  const { signals, alarms } = sceneOf(world, of);
  for (const [name, is] of Object.entries(turned)) {
    if (!signals.has(name)) throw new Error(`the plan has no signal ${name}; it has ${[...signals.keys()].join(', ')}`);
    alarms.set(name, is);
  }
};

/** Where the alarm of a signal stands. */
const alarmOf = (world: World, of: string, name: string): { alarm: string; region: string } => {
  const plan = world.plans.get(of);
  const index = plan === undefined ? -1 : signalNames(plan).indexOf(name);
  const signal = plan?.detection.signals[index];
  if (plan === undefined || signal === undefined) throw new Error(`the plan ${of} has no signal ${name}`);
  if ('probe' in signal)
    return { alarm: `lifeboat-dev${probeAlarmEnd(plan.plan, index)}`, region: plan.regions.standby };
  if ('healthCheck' in signal) return { alarm: signal.alarm ?? name, region: healthMetricsRegion };
  return { alarm: name, region: 'region' in signal ? plan.regions[signal.region] : plan.regions.primary };
};

const deliver = ({ world, index }: Moment, event: Of<'event'>): void => {
  const { of, age, times, state, id = `event-${index}`, account = world.account } = event;
  const found = event.alarm && event.region ? { alarm: '', region: '' } : alarmOf(world, of, event.event);
  const { alarm = found.alarm, region = found.region } = event;
  const trigger = { by: 'alarm', plan: of, eventId: id, account, region, alarm, state, at: instantOf(world, -age) };
  for (let time = 1; time <= times; time += 1) void detect(world, `event-${index}-${time}`, { plan: of, trigger });
};

const setKillSwitch = ({ table }: World, { of, everywhere, killSwitch }: Of<'killSwitch'>): void => {
  const key = everywhere ? '*' : of;
  if (killSwitch === 'off') table.killSwitches.delete(key);
  else table.killSwitches.set(key, killSwitch);
};

const acknowledge = ({ table }: World, { of, acknowledges, by: operator, reason }: Of<'acknowledges'>): void => {
  const last = table.locks.get(of)?.lastRun?.runId;
  const runId = acknowledges === 'last' ? last : RunId.parse(acknowledges);
  if (runId === undefined) throw new Error(`there is no run of ${of} to acknowledge`);
  table.acknowledgements.set(of, { runId, operator, reason });
};

const answer = (world: World, { of, answers, by: operator, reason }: Of<'answers'>): void => {
  const question = world.questions.get(of);
  const told = { atMs: world.turns.now(), plan: of, subject: `answer at ${world.turns.now()}`, reason: '' };
  if (question === undefined) world.verdicts.push({ ...told, text: `answer ${answers} leads nowhere` });
  question?.answer({ answer: answers, operator, reason });
};

const turnDatabase = (world: World, { of, database }: Of<'database'>): void => {
  const scene = sceneOf(world, of);
  const before = scene.database.kind === 'multiAz' ? scene.database : ({ kind: 'multiAz' } as const);
  const now = instantOf(world);
  const after = {
    multiAz: before,
    singleZone: { kind: 'singleZone' },
    silent: { kind: 'unknown' },
    startsFailover: { ...before, failoverStartedAt: now },
    endsFailover: { ...before, failoverEndedAt: now },
  } as const;
  scene.database = after[database];
};

const deploy = ({ plans }: World, { of, deploys: hash }: Of<'deploys'>): void => {
  const plan = plans.get(of);
  if (plan === undefined) throw new Error(`there is no plan ${of}`);
  plans.set(of, { ...plan, hash });
};

const wake = ({ world, index }: Moment, of: string, trigger: unknown): void => {
  void detect(world, `started-${index}`, { plan: of, trigger });
};

/** What a person or a machine starts. */
const begin = (moment: Moment, happening: Of<'event'> | Of<'schedule'> | Of<'input'> | Of<'starts'>): void => {
  const { world } = moment;
  const { of } = happening;
  if ('event' in happening) deliver(moment, happening);
  else if ('schedule' in happening) wake(moment, of, { by: 'schedule', plan: of, at: instantOf(world) });
  else if ('input' in happening) wake(moment, of, happening.input);
  else {
    const input = { plan: of, reason: 'people say that it is down', ...happening.with };
    startRecovery(world, happening.starts, { plan: of, input });
  }
};

/** One entry of a history comes true. */
export const happen = (world: World, happening: Happening, index: number): void => {
  if ('turns' in happening) turnSignals(world, happening);
  else if ('alarms' in happening) turnAlarms(world, happening);
  else if ('killSwitch' in happening) setKillSwitch(world, happening);
  else if ('acknowledges' in happening) acknowledge(world, happening);
  else if ('answers' in happening) answer(world, happening);
  else if ('run' in happening) killHolder(world, happening.of, happening.run === 'dies' ? 'ended' : 'unknown');
  else if ('database' in happening) turnDatabase(world, happening);
  else if ('replica' in happening) turnReplica(world, happening);
  else if ('other' in happening) sceneOf(world, happening.of).other = happening.other;
  else if ('old' in happening) sceneOf(world, happening.of).old.reach = happening.old;
  else if ('mute' in happening) sceneOf(world, happening.of).mute.add(happening.mute);
  else if ('slow' in happening) sceneOf(world, happening.of).slow.add(happening.slow);
  else if ('service' in happening) sceneOf(world, happening.of).serviceStatus = happening.service;
  else if ('deploys' in happening) deploy(world, happening);
  else begin({ world, index }, happening);
};
