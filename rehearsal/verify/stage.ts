import { SFNClient } from '@aws-sdk/client-sfn';
import { operatorKey } from 'simulated-aws';
import { Complaint } from 'simulated-aws/complaint.ts';
import { plansHere } from '../choose.ts';
import { deployStack } from '../deploy-stack.ts';
import { disarm } from '../detection/arm.ts';
import { hurried } from '../hurried.ts';
import { buildBackups } from '../landscape/backups.ts';
import type { LiveTimeline } from '../live-timeline.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { createSimulation, listenOn, type Surroundings } from '../simulate.ts';
import { ageUnder, harmRestores, harmSource, repackaged } from './apply-fault.ts';
import { buildDatabase, databaseOf } from './build-database.ts';
import { harmSnapshots } from './harm-snapshots.ts';
import type { VerifyOptions } from './options.ts';

const planOf = ({ plan: name }: VerifyOptions) => {
  const plans = plansHere();
  const plan = plans[name];
  if (plan !== undefined) return plan;
  throw new Complaint(`There is no plan ${name} in plans/. There are: ${Object.keys(plans).join(', ')}.`);
};

const snapshotFile = 'events';

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

/** Simulated AWS with the stack, and a database with a backup that is as good or as bad as the fault says. */
export const setVerifyStage = async (options: VerifyOptions, surroundings: Surroundings) => {
  const { timeline, closers } = surroundings;
  const plan = planOf(options);
  databaseOf(plan);
  const { primary, standby } = plan.regions;
  const heard = createHearing();
  const simulation = createSimulation(options, [...new Set([primary, standby, 'us-east-1'])], {
    closers,
    timeline: { ...timeline, tell: heard.tellBoth(timeline.tell) },
  });
  const { aws, engine } = simulation;
  const port = await listenOn(aws.wire.listen, options.port);
  timeline.say(`packaging the stack, filling a PostgreSQL database with ${options.megabytes} MB`);
  const [packaged, built] = await Promise.all([
    packageStack(standby),
    buildDatabase({ aws, engine, plan, megabytes: options.megabytes }),
  ]);
  const stack = await deployStack(aws, repackaged(options.fault, hurried(packaged, options.speed)), standby);
  await disarm({ aws, stack, standby });
  await harmSource(options.fault, aws, built);
  await buildBackups({
    aws,
    engine,
    plan,
    source: built.source,
    reader: built.reader,
    ageSeconds: ageUnder(options.fault),
  });
  if (options.fault === 'corrupt-page')
    await engine.damageSnapshots(built.source, { database: built.database, table: snapshotFile });
  heard.listen(await harmSnapshots(options.fault, { aws, engine, built }));
  harmRestores(options.fault, { aws, region: built.region, speed: options.speed });
  timeline.say(`a base backup was taken as the snapshot of the night; fault: ${options.fault}`);
  const credentials = { accessKeyId: operatorKey, secretAccessKey: 'any' };
  const client = new SFNClient({ region: standby, endpoint: `http://127.0.0.1:${port}`, credentials });
  closers.add(() => client.destroy());
  return { ...simulation, plan, stack, client, built };
};

export type VerifyStage = Awaited<ReturnType<typeof setVerifyStage>>;
