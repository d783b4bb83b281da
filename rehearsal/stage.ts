import { operatorKey, type SimulatedAws } from 'simulated-aws';
import type { Clock } from 'simulated-aws/clock/clock.ts';
import { createDnsServer } from 'simulated-aws/dns/dns-server.ts';
import { resolveOverUdp } from 'simulated-aws/dns/resolve-over-udp.ts';
import type { DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import { durationsFor } from './apply-fault.ts';
import type { Choice } from './choose.ts';
import { deployDetectors, deployStack } from './deploy-stack.ts';
import { disarm } from './detection/arm.ts';
import { hurried } from './hurried.ts';
import { buildLandscape } from './landscape/build.ts';
import { describeLandscape } from './landscape/describe.ts';
import type { Options } from './options.ts';
import { saysOfNetwork } from './packaging/network-for.ts';
import { packageStack } from './packaging/package-stack.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { type Closers, createSimulation, listenOn, type Surroundings } from './simulate.ts';
import type { Resolve } from './writer.ts';

/** Regions of a stack and of what its plans protect; the metrics of Route 53 are in us-east-1. */
export const regionsOf = ({ all }: Pick<Choice, 'all'>): string[] => [
  ...new Set([...all.flatMap(({ regions }) => Object.values(regions)), 'us-east-1']),
];

/** What of the options the stage is set by. */
type StageSettings = Pick<Options, 'fault' | 'fromAlarm' | 'speed' | 'seed' | 'port'>;

/** A simulated AWS that has nothing in it yet, and how somebody outside finds the service by name. */
export type EmptyStage = Readonly<{
  clock: Clock;
  aws: SimulatedAws;
  engine: DatabaseEngine;
  /** Whether the engine runs SQL, or is a model that answers what it is told. */
  runsSql: boolean;
  resolve: Resolve;
  readRows: ReadRows;
  /** Where AWS clients find the simulation; 0: they do not. */
  port: number;
}>;

/** On an empty stage the stack as it is deployed, and all that the plan protects. */
export async function furnish(
  choice: Choice,
  settings: StageSettings,
  empty: EmptyStage & Pick<Surroundings, 'timeline'>,
) {
  const { plan, draft } = choice;
  const { aws, engine, runsSql, timeline } = empty;
  const { standby } = plan.regions;
  for (const line of saysOfNetwork(standby)) timeline.say(line);
  timeline.say('packaging the stack (npx serverless package), starting PostgreSQL');
  const [packaged, landscape] = await Promise.all([
    packageStack(standby, choice.folder),
    buildLandscape({ aws, engine, draft, durations: durationsFor(settings.fault), runsSql }),
  ]);
  for (const line of describeLandscape(landscape)) timeline.say(line);
  const stack = await deployStack(aws, hurried(packaged, settings.speed), standby);
  await deployDetectors(aws, plan, {
    folder: choice.folder,
    repackage: (packaged) => hurried(packaged, settings.speed),
  });
  if (!settings.fromAlarm) await disarm({ aws, stack, standby });
  timeline.say(`deployed ${stack.resources.size} resources into simulated ${standby}, ${armedText(settings)}`);
  return { ...empty, stack, landscape, from: draft.regionOf(draft.from), standby, primary: plan.regions.primary };
}

const armedText = ({ fromAlarm }: StageSettings): string =>
  fromAlarm ? 'detection armed' : 'rules and schedules switched off: an operator starts this one';

export type Stage = Awaited<ReturnType<typeof furnish>>;

/** Simulated AWS with the stack deployed, PostgreSQL with its replicas, the services in both Regions, DNS on loopback. */
export async function setStage(choice: Choice, settings: StageSettings, surroundings: Surroundings): Promise<Stage> {
  const { timeline, closers } = surroundings;
  const simulation = createSimulation(settings, regionsOf(choice), surroundings);
  const port = await listenOn(simulation.aws.wire.listen, settings.port);
  const resolve = await createResolve(simulation.aws, closers);
  return await furnish(choice, settings, { ...simulation, runsSql: true, resolve, readRows, port, timeline });
}

async function createResolve(aws: SimulatedAws, closers: Closers): Promise<Resolve> {
  const dns = await createDnsServer({ resolver: aws.route53.resolver });
  closers.add(dns.close);
  return async (name) => {
    const { canonicalName, ttl } = await resolveOverUdp(name, { port: dns.port });
    return { canonicalName, ttlMs: aws.world.awsTime(ttl) };
  };
}

/** How somebody looks at the stage while a rehearsal runs. */
export const lookCommand = ({ port, standby }: Pick<Stage, 'port' | 'standby'>): string =>
  `AWS_ACCESS_KEY_ID=${operatorKey} AWS_SECRET_ACCESS_KEY=any aws --endpoint-url http://127.0.0.1:${port} --region ${standby} stepfunctions list-state-machines`;
