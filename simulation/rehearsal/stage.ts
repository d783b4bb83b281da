import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createAws, operatorKey } from '../aws.ts';
import { createRealClock } from '../clock/real-clock.ts';
import { Complaint } from '../complaint.ts';
import { deployStack } from '../deploy-stack.ts';
import { createDnsServer } from '../dns/dns-server.ts';
import { resolveOverUdp } from '../dns/resolve-over-udp.ts';
import { createPostgresEngine } from '../postgres/create-postgres-engine.ts';
import { durationsFor } from './apply-fault.ts';
import type { Choice } from './choose.ts';
import { buildLandscape } from './landscape/build.ts';
import type { LiveTimeline } from './live-timeline.ts';
import type { Options } from './options.ts';
import { packageStack } from './package-stack.ts';

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

/** Simulated AWS with the stack deployed, PostgreSQL with its replica, the service in both Regions, DNS on loopback. */
export const setStage = async (
  { plan, runbook }: Choice,
  options: Options,
  { timeline, closers }: { timeline: LiveTimeline; closers: Closers },
) => {
  const clock = createRealClock();
  closers.add(clock.stop);
  const { primary, standby } = plan.regions;
  timeline.say('packaging the stack (npx serverless package)');
  const packaged = await packageStack(standby);

  const regions = [...new Set([primary, standby, 'us-east-1'])];
  const onError = (error: unknown) => timeline.say(`the simulation itself failed: ${String(error)}`);
  const aws = createAws({ clock, seed: options.seed, speed: options.speed, regions, tell: timeline.tell, onError });
  closers.add(aws.close);
  const port = await listenOn(aws.wire.listen, options.port);
  const stack = await deployStack(aws, packaged, standby);
  timeline.say(`deployed ${stack.resources.size} resources into simulated ${standby}`);

  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-'));
  const engine = createPostgresEngine({ folder, network: aws.network, clock });
  closers.add(engine.close);
  const landscape = await buildLandscape({ aws, engine, plan, runbook, durations: durationsFor(options.fault) });
  timeline.say(
    `PostgreSQL runs: ${landscape.parts.primaryDatabase} in ${primary}, and a streaming replica in ${standby}`,
  );

  const dns = await createDnsServer({ resolver: aws.route53.resolver });
  closers.add(dns.close);
  const resolve = async (name: string) => {
    const { canonicalName, ttl } = await resolveOverUdp(name, { port: dns.port });
    return { canonicalName, ttlMs: aws.world.awsTime(ttl) };
  };
  const client = (region: string) =>
    new SFNClient({
      region,
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: operatorKey, secretAccessKey: 'any' },
    });
  return { clock, aws, stack, engine, landscape, resolve, client, port, primary, standby };
};

export type Stage = Awaited<ReturnType<typeof setStage>>;
