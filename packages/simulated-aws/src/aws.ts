import type { Dispatch, Principal } from './call.ts';
import type { Clock } from './clock/clock.ts';
import { refusalOf } from './constraints/constraints.ts';
import { createServices } from './create-services.ts';
import { createDispatch } from './dispatch.ts';
import { createFaults } from './faults/faults.ts';
import { createIdentity } from './identity/identity.ts';
import type { Authorisation } from './identity/judge.ts';
import { serviceOf, tagConditionKeys } from './identity/tag-keys.ts';
import { requireModelled } from './members/members.ts';
import { acceptHttp } from './network/accept-http.ts';
import { createNetwork } from './network/create-network.ts';
import { createRandom } from './random.ts';
import type { SimulatedService } from './service.ts';
import { createReach } from './services/ec2/reach.ts';
import { openDoors } from './services/s3/bucket-doors.ts';
import { createWire, type Wire } from './wire/wire.ts';
import type { World, WorldEvent } from './world.ts';

const defaults = {
  seed: 1,
  speed: 1,
  regions: ['us-east-1', 'us-west-2'],
  tell: () => undefined,
  onDecision: () => undefined,
  onError: (error: unknown): void => {
    throw error;
  },
} as const;

const account = '111122223333';

/** The access key with which people outside look at the simulation. */
export const operatorKey = 'operator';
/** Asked for only where a signature is checked. */
export const operatorSecret = 'any';

export type SimulatedAws = ReturnType<typeof createAws>;

export type AwsSettings = Readonly<{
  clock: Clock;
  /** Repeats the same random choices: ids, keys, jitter. Default: 1. */
  seed?: number;
  /** How many times faster than AWS its own dwell times pass. Default: 1. */
  speed?: number;
  /** Where the services answer. Default: us-east-1 and us-west-2. */
  regions?: readonly string[];
  /** Told of calls, states, changes of resources, invocations and log lines as they happen. */
  tell?: (event: WorldEvent) => void;
  /** Told of what the policies were asked and of what came of it. */
  onDecision?: (authorisation: Authorisation) => void;
  /** Told of mistakes in the simulation itself. Default: throws them, so that none is missed. */
  onError?: (error: unknown) => void;
}>;

/** AWS for a rehearsal or a test: all services, in all Regions named, behind one network, one clock, one IAM. */
export function createAws(given: AwsSettings) {
  const settings = { ...defaults, ...given };
  const made = createWorld(settings);
  const { world, network, identity, faults, services } = made;
  const aws = createServices(world, identity);
  services.push(...Object.values(aws));
  network.useResolver(hostsOf(aws));
  network.useReach(createReach(aws.ec2.vpcs, aws.rds.guardedAt));
  const wire = createWire({
    services,
    dispatch: world.dispatch,
    secretOf: (accessKeyId) =>
      accessKeyId === operatorKey ? { secretAccessKey: operatorSecret } : identity.secretOf(accessKeyId),
    identify: (accessKeyId, service) => identity.identify(accessKeyId) ?? outsider(accessKeyId, service),
    clock: world.clock,
    random: world.random,
    onError: settings.onError,
  });
  const listenAt = (region: string, hosts: readonly string[]) =>
    hosts.map((host) => network.listen({ host, port: 443, region }, acceptHttp(wire.server), wire.answer));
  for (const region of settings.regions) listenAt(region, wire.hostsFor(region));
  openDoors(aws.s3.watchBuckets, ({ name, region }) => listenAt(region, wire.bucketHostsFor(name, region)));
  const close = async () => {
    // Whoever calls others was made after them, and ends before them.
    for (const service of services.toReversed()) await service.close?.();
    await wire.close();
    network.close();
  };
  return { regions: settings.regions, world, network, identity, faults, wire, ...aws, open: openingOf(wire), close };
}

/** The services, which are given the world, and the world's dispatch, which is given the services. */
function createWorld({ clock, seed, speed, tell, onDecision }: Required<AwsSettings>) {
  const random = createRandom(seed);
  const network = createNetwork(clock);
  const services: SimulatedService[] = [];
  const identity = createIdentity({
    account,
    random,
    now: clock.now,
    policyOn: (resource) => serviceOf(services, resource)?.policyOn?.(resource),
    onDecision,
    conditionKeys: (call, resource) => ({
      ...services.find(({ name }) => name === call.service)?.conditionKeysOf?.(call),
      ...tagConditionKeys(services, call, resource),
    }),
  });
  const faults = createFaults(clock, random);
  const dispatch: Dispatch = createDispatch({
    services,
    examine: refusalOf,
    requireModelled,
    authorise: identity.authorise,
    faults,
    isSilent: network.isCut,
    clock,
    tell,
  });
  const awsTime = (seconds: number) => (seconds * 1000) / speed;
  const world: World = { account, clock, random, network, dispatch, awsTime, tell };
  return { world, network, identity, faults, services };
}

/** What the network answers when it is asked for a name: first the name servers, then the endpoints of databases. */
const hostsOf =
  ({ route53, rds }: ReturnType<typeof createServices>) =>
  (host: string): string | undefined => {
    const end = route53.hostBehind(host);
    return rds.hostBehind(end ?? host) ?? end;
  };

/** Who is no role of the stack: a person with the operator's key, or somebody who reads a public object. */
function outsider(accessKeyId: string | undefined, service: string): Principal | undefined {
  if (accessKeyId === operatorKey) return { kind: 'operator', name: 'operator' };
  return accessKeyId === undefined && service === 's3' ? { kind: 'service', service: 'anonymous' } : undefined;
}

/**
 * Listens on 127.0.0.1, at a free port unless one is named. Answers what the SDK makes an operator's client with, besides the
 * Region. `forcePathStyle` is S3's: its host names lead to this machine by the simulated network only.
 */
const openingOf =
  ({ listen }: Wire) =>
  async (port = 0) => ({
    endpoint: `http://127.0.0.1:${await listen(port)}`,
    credentials: { accessKeyId: operatorKey, secretAccessKey: operatorSecret },
    forcePathStyle: true,
  });
