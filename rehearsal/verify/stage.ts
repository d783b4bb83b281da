import type { SimulatedAws } from 'simulated-aws';
import type { Clock } from 'simulated-aws/clock/clock.ts';
import type { PostgresEngine } from 'simulated-aws/postgres/create-postgres-engine.ts';
import type { DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import { deployDetectors, deployStack } from '../deploy-stack.ts';
import { disarm } from '../detection/arm.ts';
import { hurried } from '../hurried.ts';
import { buildBackups } from '../landscape/build/backups.ts';
import { createCredentials } from '../landscape/build/credentials.ts';
import { buildDatabases, type StagedDatabase } from '../landscape/build/databases.ts';
import type { LiveTimeline } from '../live-timeline.ts';
import { saysOfNetwork } from '../packaging/network-for.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { createSimulation, listenOn, type Surroundings } from '../simulate.ts';
import { regionsOf } from '../stage.ts';
import { ageUnder, harmRestores, harmSource, repackaged } from './apply-fault.ts';
import { harmSnapshots } from './harm-snapshots.ts';
import type { VerifyOptions } from './options.ts';
import { bulkTable, type VerifyChoice } from './plan-data.ts';

/** Somebody who hears of every event beside the timeline, once there is somebody. */
export function createHearing() {
  let listener: LiveTimeline['tell'] = () => undefined;
  return {
    listen: (next: LiveTimeline['tell']): void => {
      listener = next;
    },
    tellBoth:
      (tell: LiveTimeline['tell']): LiveTimeline['tell'] =>
      (event) => {
        tell(event);
        listener(event);
      },
  };
}

/** A simulated AWS that has nothing in it yet. `damage`: turns a byte over in a table of every snapshot that was taken. */
export type EmptyVerifyStage = Readonly<{
  clock: Clock;
  aws: SimulatedAws;
  engine: DatabaseEngine;
  runsSql: boolean;
  damage: PostgresEngine['damageSnapshots'];
  /** Who is told of everything from then on, beside the timeline. */
  listen: (listener: LiveTimeline['tell']) => void;
  timeline: Pick<LiveTimeline, 'say'>;
}>;

/** On an empty stage the stack, and the databases of a plan with backups that are as good or as bad as the fault says. */
export async function furnishVerified(options: VerifyOptions, choice: VerifyChoice, empty: EmptyVerifyStage) {
  const { aws, timeline } = empty;
  const { plan, folder, victim } = choice;
  const { standby } = plan.regions;
  const names = choice.databases.map(({ primary }) => primary.instance).join(', ') || 'no database';
  for (const line of saysOfNetwork(standby)) timeline.say(line);
  timeline.say(`packaging the stack, making ${names} in PostgreSQL, with ${options.megabytes} MB to restore`);
  const [packaged, built] = await Promise.all([packageStack(standby, folder), buildVerified(empty, choice)]);
  const stack = await deployStack(aws, repackaged(options.fault, hurried(packaged, options.speed)), standby);
  await deployDetectors(aws, plan, {
    folder,
    repackage: (detector) => repackaged(options.fault, hurried(detector, options.speed)),
  });
  await disarm({ aws, stack, standby });
  await layBackups(options, choice, { ...empty, ...built });
  const backups = plan.restoreVerification.map(({ id }) => id).join(', ');
  timeline.say(`backups of the night: ${backups}; fault: ${options.fault}`);
  return { ...empty, plan, stack, standby, victim };
}

async function buildVerified({ aws, engine, runsSql }: EmptyVerifyStage, { plan, databases }: VerifyChoice) {
  const readers = plan.restoreVerification.filter(isRestored).map(({ data }) => data.reader);
  const credentials = createCredentials(aws.world.random, readers);
  const draft = { databases, closedGroups: [], regionOf: (side: keyof typeof plan.regions) => plan.regions[side] };
  const built = await buildDatabases({ aws, engine, draft, credentials, durations: {}, runsSql });
  return { databases: built, credentials };
}

type Built = Awaited<ReturnType<typeof buildVerified>>;

/** The backups of the night, as good or as bad as the fault says. */
async function layBackups(
  options: VerifyOptions,
  choice: VerifyChoice,
  stage: EmptyVerifyStage & Built,
): Promise<void> {
  const { aws, engine, databases, credentials } = stage;
  const { fault, speed } = options;
  const { plan, victim } = choice;
  const source = sourceOf(databases, choice);
  const harmed = victim && source && { ...victim, source, login: credentials.application };
  if (harmed) await harmSource(fault, aws, harmed);
  await buildBackups({ aws, engine, plan, databases, credentials, ageSeconds: ageUnder(fault, plan) });
  if (fault === 'corrupt-page' && source)
    await stage.damage(source.primary.server, { database: source.draft.data.database, table: bulkTable });
  if (harmed) stage.listen(await harmSnapshots(fault, { aws, engine, harmed }));
  if (harmed) harmRestores(fault, { aws, plan, harmed, speed });
}

/** The database that the fault is about, as it stands. */
const sourceOf = (databases: readonly StagedDatabase[], { victim }: VerifyChoice): StagedDatabase | undefined =>
  databases.find(({ primary }) => primary.instance === victim?.instance);

export type VerifyStage = Awaited<ReturnType<typeof furnishVerified>>;

/** The same in real time and with real PostgreSQL. */
export async function setVerifyStage(
  options: VerifyOptions,
  choice: VerifyChoice,
  { timeline, closers }: Surroundings,
): Promise<VerifyStage> {
  const { listen, tellBoth } = createHearing();
  const surroundings = { closers, timeline: { ...timeline, tell: tellBoth(timeline.tell) } };
  const simulation = createSimulation(options, regionsOf(choice), surroundings);
  await listenOn(simulation.aws.wire.listen, options.port);
  const damage = simulation.engine.damageSnapshots;
  return await furnishVerified(options, choice, { ...simulation, runsSql: true, damage, listen, timeline });
}
