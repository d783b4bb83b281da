import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { operatorKey } from 'simulated-aws';
import { Complaint } from 'simulated-aws/complaint.ts';
import type { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import { renderVerificationHtml } from '../../shared/report/verification/render-html.ts';
import { renderVerificationMarkdown } from '../../shared/report/verification/render-markdown.ts';
import { plansHere } from '../choose.ts';
import { deployStack } from '../deploy-stack.ts';
import { disarm } from '../detection/arm.ts';
import { hurried } from '../hurried.ts';
import { buildBackups } from '../landscape/backups.ts';
import type { LiveTimeline } from '../live-timeline.ts';
import { onStage } from '../on-stage.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { readVerification } from '../read-results.ts';
import type { Terminal } from '../screen.ts';
import { createSimulation, listenOn, type Surroundings } from '../simulate.ts';
import { ageUnder, harmRestores, harmSource, repackaged } from './apply-fault.ts';
import { buildDatabase, databaseOf } from './build-database.ts';
import { harmSnapshots } from './harm-snapshots.ts';
import type { VerifyOptions } from './options.ts';
import { shortcomingsOf } from './shortcomings.ts';
import { verifySummary } from './summary.ts';

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
const setVerifyStage = async (options: VerifyOptions, surroundings: Surroundings) => {
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

/** Starts verify-restores as the console does, with `{}`, and answers the record that it left. */
const verifyOnce = async ({ client, stack, clock, aws }: VerifyStage): Promise<VerificationRecord> => {
  const name = `verify-${new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const request = { stateMachineArn: stack.verifyArn, name, input: '{}' };
  const { executionArn } = await client.send(new StartExecutionCommand(request));
  for (;;) {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') break;
    await clock.sleep(50);
  }
  const record = readVerification({ aws, stack }, name);
  if (record === undefined) throw new Complaint(`The verification ${name} ended and left no record.`);
  return record;
};

const writeReport = (record: VerificationRecord): string[] => {
  const folder = join('.lifeboat', 'reports', record.runId);
  mkdirSync(folder, { recursive: true });
  const files = {
    'report.html': renderVerificationHtml(record),
    'report.md': renderVerificationMarkdown(record),
    'record.json': JSON.stringify(record, null, 2),
  };
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
};

/** The run that could not clean up, whose copy the next one has to find. */
const leaveCopy = async (stage: VerifyStage, { timeline }: Surroundings): Promise<void> => {
  const earlier = await verifyOnce(stage);
  timeline.say(`the earlier run ended: ${earlier.reason}`);
  stage.aws.faults.clear();
  await stage.clock.sleep(1000);
};

const perform = async (options: VerifyOptions, out: Terminal, surroundings: Surroundings): Promise<string[]> => {
  const stage = await setVerifyStage(options, surroundings);
  const notices: string[] = [];
  stage.aws.sns.subscribe(stage.stack.topicArn, ({ message }) => void notices.push(message));
  if (options.fault === 'leftover') await leaveCopy(stage, surroundings);
  const record = await verifyOnce(stage);
  surroundings.timeline.end();
  out.write(`${verifySummary(record, options)}\n\n`);
  for (const file of writeReport(record)) out.write(`  ${file}\n`);
  return shortcomingsOf(record, { options, stage, notice: notices.at(-1) ?? '' });
};

/** A verification from nothing to its report. Answers in what it did not end as it must; empty when it did. */
export const rehearseVerification = (
  options: VerifyOptions,
  out: Terminal,
  signal: AbortSignal,
): Promise<readonly string[]> => onStage(out, signal, (surroundings) => perform(options, out, surroundings));
