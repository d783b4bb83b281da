import { isRestored } from '../../shared/contracts/verification/verification.ts';
import { deployStack } from '../deploy-stack.ts';
import { disarm } from '../detection/arm.ts';
import { hurried } from '../hurried.ts';
import { buildBackups } from '../landscape/build/backups.ts';
import { createCredentials } from '../landscape/build/credentials.ts';
import { buildDatabases, type StagedDatabase } from '../landscape/build/databases.ts';
import type { LiveTimeline } from '../live-timeline.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { createSimulation, listenOn, type Surroundings } from '../simulate.ts';
import { regionsOf } from '../stage.ts';
import { ageUnder, harmRestores, harmSource, repackaged } from './apply-fault.ts';
import { harmSnapshots } from './harm-snapshots.ts';
import type { VerifyOptions } from './options.ts';
import { bulkTable, type VerifyChoice } from './plan-data.ts';

type Tell = LiveTimeline['tell'];

/** Somebody who hears of every event beside the timeline, once there is somebody. */
const createHearing = () => {
  let listener: Tell = () => undefined;
  return {
    listen: (next: Tell): void => {
      listener = next;
    },
    tellBoth:
      (tell: Tell): Tell =>
      (event) => {
        tell(event);
        listener(event);
      },
  };
};

const createStage = (options: VerifyOptions, choice: VerifyChoice, { timeline, closers }: Surroundings) => {
  const heard = createHearing();
  const surroundings = { closers, timeline: { ...timeline, tell: heard.tellBoth(timeline.tell) } };
  return { ...createSimulation(options, regionsOf(choice), surroundings), heard };
};

type EmptyStage = ReturnType<typeof createStage>;

const buildVerified = async ({ aws, engine }: EmptyStage, { plan, databases }: VerifyChoice) => {
  const readers = plan.restoreVerification.filter(isRestored).map(({ data }) => data.reader);
  const credentials = createCredentials(aws.world.random, readers);
  const draft = { databases, closedGroups: [], regionOf: (side: keyof typeof plan.regions) => plan.regions[side] };
  const built = await buildDatabases({ aws, engine, draft, credentials, durations: {}, runsSql: true });
  return { databases: built, credentials };
};

/** The database that the fault is about, as it stands. */
const sourceOf = (databases: readonly StagedDatabase[], { victim }: VerifyChoice): StagedDatabase | undefined =>
  databases.find(({ primary }) => primary.instance === victim?.instance);

type Built = Awaited<ReturnType<typeof buildVerified>>;

/** The backups of the night, as good or as bad as the fault says. */
const layBackups = async (options: VerifyOptions, choice: VerifyChoice, stage: EmptyStage & Built): Promise<void> => {
  const { aws, engine, databases, credentials, heard } = stage;
  const { fault, speed } = options;
  const { plan, victim } = choice;
  const source = sourceOf(databases, choice);
  const harmed = victim && source && { ...victim, source, login: credentials.application };
  if (harmed) await harmSource(fault, aws, harmed);
  await buildBackups({ aws, engine, plan, databases, credentials, ageSeconds: ageUnder(fault, plan) });
  if (fault === 'corrupt-page' && source)
    await engine.damageSnapshots(source.primary.server, { database: source.draft.data.database, table: bulkTable });
  if (harmed) heard.listen(await harmSnapshots(fault, { aws, engine, harmed }));
  if (harmed) harmRestores(fault, { aws, plan, harmed, speed });
};

/** Simulated AWS with the stack, and the databases of a plan with backups that are as good or as bad as the fault says. */
export const setVerifyStage = async (options: VerifyOptions, choice: VerifyChoice, surroundings: Surroundings) => {
  const { timeline } = surroundings;
  const { plan, folder } = choice;
  const { standby } = plan.regions;
  const empty = createStage(options, choice, surroundings);
  const { aws } = empty;
  await listenOn(aws.wire.listen, options.port);
  const names = choice.databases.map(({ primary }) => primary.instance).join(', ') || 'no database';
  timeline.say(`packaging the stack, making ${names} in PostgreSQL, with ${options.megabytes} MB to restore`);
  const [packaged, built] = await Promise.all([packageStack(standby, folder), buildVerified(empty, choice)]);
  const stack = await deployStack(aws, repackaged(options.fault, hurried(packaged, options.speed)), standby);
  await disarm({ aws, stack, standby });
  await layBackups(options, choice, { ...empty, ...built });
  timeline.say(
    `backups of the night: ${plan.restoreVerification.map(({ id }) => id).join(', ')}; fault: ${options.fault}`,
  );
  return { ...empty, plan, stack, standby, victim: choice.victim };
};

export type VerifyStage = Awaited<ReturnType<typeof setVerifyStage>>;
