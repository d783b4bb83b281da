import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createAws, operatorKey, type SimulatedAws } from '../aws.ts';
import { createRealClock } from '../clock/real-clock.ts';
import { Complaint } from '../complaint.ts';
import { deployDetectors, deployStack } from '../deploy-stack.ts';
import { createDnsServer } from '../dns/dns-server.ts';
import { resolveOverUdp } from '../dns/resolve-over-udp.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { createPostgresEngine } from '../postgres/create-postgres-engine.ts';
import { durationsFor } from './apply-fault.ts';
import type { Choice } from './choose.ts';
import { disarm } from './detection/arm.ts';
import { buildLandscape } from './landscape/build.ts';
import type { LiveTimeline } from './live-timeline.ts';
import type { Options } from './options.ts';
import type { Resolve } from './writer.ts';

/** Ends what was begun, the newest first; what fails to end does not keep the rest from ending. */
export const createClosers = () => {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await Promise.resolve(end()).catch(() => undefined);
  };
  return { add: (end: () => Promise<unknown> | unknown) => void closers.push(end), close };
};
export type Closers = ReturnType<typeof createClosers>;

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const listenOn = async (listen: (port: number) => Promise<number>, port: number): Promise<number> => {
  try {
    return await listen(port);
  } catch (error) {
    if (isTaken(error))
      throw new Complaint(`Port ${port} is taken. Choose another with --port, or leave --port out for a free one.`);
    throw error;
  }
};

type Surroundings = Readonly<{ timeline: LiveTimeline; closers: Closers }>;

const createSimulation = (options: Options, regions: readonly string[], { timeline, closers }: Surroundings) => {
  const clock = createRealClock();
  closers.add(clock.stop);
  const onError = (error: unknown) => timeline.say(`the simulation itself failed: ${String(error)}`);
  const aws = createAws({ clock, seed: options.seed, speed: options.speed, regions, tell: timeline.tell, onError });
  closers.add(aws.close);
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-'));
  closers.add(() => rmSync(folder, { recursive: true, force: true }));
  const engine = createPostgresEngine({ folder, network: aws.network, clock });
  closers.add(engine.close);
  return { clock, aws, engine };
};

const createResolve = async (aws: SimulatedAws, closers: Closers): Promise<Resolve> => {
  const dns = await createDnsServer({ resolver: aws.route53.resolver });
  closers.add(dns.close);
  return async (name) => {
    const { canonicalName, ttl } = await resolveOverUdp(name, { port: dns.port });
    return { canonicalName, ttlMs: aws.world.awsTime(ttl) };
  };
};

const armedText = ({ fromAlarm }: Options): string =>
  fromAlarm ? 'detection armed' : 'rules and schedules switched off: an operator starts this one';

/** Simulated AWS with the stack deployed, PostgreSQL with its replica, the service in both Regions, DNS on loopback. */
export const setStage = async ({ plan, runbook }: Choice, options: Options, surroundings: Surroundings) => {
  const { timeline, closers } = surroundings;
  const { primary, standby } = plan.regions;
  const simulation = createSimulation(options, [...new Set([primary, standby, 'us-east-1'])], surroundings);
  const { aws, engine } = simulation;
  const port = await listenOn(aws.wire.listen, options.port);
  timeline.say('packaging the stack (npx serverless package), starting PostgreSQL');
  const [packaged, landscape] = await Promise.all([
    packageStack(standby),
    buildLandscape({ aws, engine, plan, runbook, durations: durationsFor(options.fault) }),
  ]);
  timeline.say(
    `PostgreSQL runs: ${landscape.parts.primaryDatabase} in ${primary}, and a streaming replica in ${standby}`,
  );
  const stack = await deployStack(aws, packaged, standby);
  await deployDetectors(aws, plan);
  if (!options.fromAlarm) await disarm({ aws, stack, standby });
  timeline.say(`deployed ${stack.resources.size} resources into simulated ${standby}, ${armedText(options)}`);
  const resolve = await createResolve(aws, closers);
  const credentials = { accessKeyId: operatorKey, secretAccessKey: 'any' };
  const client = (region: string) => new SFNClient({ region, endpoint: `http://127.0.0.1:${port}`, credentials });
  return { ...simulation, stack, landscape, resolve, client, port, primary, standby };
};

export type Stage = Awaited<ReturnType<typeof setStage>>;
