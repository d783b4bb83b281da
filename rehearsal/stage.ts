import { SFNClient } from '@aws-sdk/client-sfn';
import { operatorKey, type SimulatedAws } from 'simulated-aws';
import { createDnsServer } from 'simulated-aws/dns/dns-server.ts';
import { resolveOverUdp } from 'simulated-aws/dns/resolve-over-udp.ts';
import { durationsFor } from './apply-fault.ts';
import type { Choice } from './choose.ts';
import { deployDetectors, deployStack } from './deploy-stack.ts';
import { disarm } from './detection/arm.ts';
import { hurried } from './hurried.ts';
import { buildLandscape } from './landscape/build.ts';
import type { Options } from './options.ts';
import { packageStack } from './packaging/package-stack.ts';
import { type Closers, createSimulation, listenOn, type Surroundings } from './simulate.ts';
import type { Resolve } from './writer.ts';

const createResolve = async (aws: SimulatedAws, closers: Closers): Promise<Resolve> => {
  const dns = await createDnsServer({ resolver: aws.route53.resolver });
  closers.add(dns.close);
  return async (name) => {
    const { canonicalName, ttl } = await resolveOverUdp(name, { port: dns.port });
    return { canonicalName, ttlMs: aws.world.awsTime(ttl) };
  };
};

/** What of the options the stage is set by. */
type StageSettings = Pick<Options, 'fault' | 'fromAlarm' | 'speed' | 'seed' | 'port'>;

const armedText = ({ fromAlarm }: StageSettings): string =>
  fromAlarm ? 'detection armed' : 'rules and schedules switched off: an operator starts this one';

/** Simulated AWS with the stack deployed, PostgreSQL with its replica, the service in both Regions, DNS on loopback. */
export const setStage = async ({ plan, runbook }: Choice, options: StageSettings, surroundings: Surroundings) => {
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
  const stack = await deployStack(aws, hurried(packaged, options.speed), standby);
  await deployDetectors(aws, plan);
  if (!options.fromAlarm) await disarm({ aws, stack, standby });
  timeline.say(`deployed ${stack.resources.size} resources into simulated ${standby}, ${armedText(options)}`);
  const resolve = await createResolve(aws, closers);
  const credentials = { accessKeyId: operatorKey, secretAccessKey: 'any' };
  const client = (region: string) => new SFNClient({ region, endpoint: `http://127.0.0.1:${port}`, credentials });
  return { ...simulation, stack, landscape, resolve, client, port, primary, standby };
};

export type Stage = Awaited<ReturnType<typeof setStage>>;
