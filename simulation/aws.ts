import type { Dispatch, Principal } from './call.ts';
import type { Clock } from './clock/clock.ts';
import { createDispatch } from './dispatch.ts';
import { createFaults } from './faults/faults.ts';
import { createIdentity } from './identity/identity.ts';
import type { Authorisation } from './identity/judge.ts';
import { serviceOf, tagConditionKeys } from './identity/tag-keys.ts';
import { createLambda } from './lambda/lambda.ts';
import { acceptHttp } from './network/accept-http.ts';
import { createNetwork } from './network/create-network.ts';
import { createRandom } from './random.ts';
import type { SimulatedService } from './service.ts';
import { createCloudformation } from './services/cloudformation/cloudformation.ts';
import { createCloudwatch, type MetricSink } from './services/cloudwatch/cloudwatch.ts';
import { cloudwatchConditionKeys } from './services/cloudwatch/condition-keys.ts';
import { createDynamodb } from './services/dynamodb/dynamodb.ts';
import { createEc2 } from './services/ec2/ec2.ts';
import { createEcs } from './services/ecs/ecs.ts';
import { createElasticache } from './services/elasticache/elasticache.ts';
import { createEvents } from './services/events/events.ts';
import { kmsConditionKeys } from './services/kms/condition-keys.ts';
import { createKms } from './services/kms/kms.ts';
import { createLogs } from './services/logs/logs.ts';
import { createRds } from './services/rds/rds.ts';
import { route53ConditionKeys } from './services/route53/resources.ts';
import { createRoute53 } from './services/route53/route53.ts';
import { openDoors } from './services/s3/bucket-doors.ts';
import { createS3 } from './services/s3/s3.ts';
import { createScheduler } from './services/scheduler/scheduler.ts';
import { createSecretsManager } from './services/secrets-manager/secrets-manager.ts';
import { createSns } from './services/sns/sns.ts';
import { createSqs } from './services/sqs/sqs.ts';
import { createSsm } from './services/ssm/ssm.ts';
import { createSts } from './services/sts/sts.ts';
import { createStepFunctions } from './step-functions/step-functions.ts';
import { createWire } from './wire/wire.ts';
import type { World, WorldEvent } from './world.ts';

export type AwsSettings = Readonly<{
  clock: Clock;
  seed: number;
  /** How many times faster than AWS its own dwell times pass. */
  speed: number;
  regions: readonly string[];
  tell: (event: WorldEvent) => void;
  /** Told of what the policies were asked and of what came of it. */
  onDecision?: (authorisation: Authorisation) => void;
  /** Told of mistakes in the simulation itself. */
  onError: (error: unknown) => void;
}>;

const account = '111122223333';

/** The access key with which people outside look at the simulation; any secret goes with it. */
export const operatorKey = 'operator';

/** The services, which are given the world, and the world's dispatch, which is given the services. */
const createWorld = ({ clock, seed, speed, tell, onDecision = () => undefined }: AwsSettings) => {
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
      ...route53ConditionKeys(call),
      ...cloudwatchConditionKeys(call),
      ...kmsConditionKeys(call, account),
      ...tagConditionKeys(services, call, resource),
    }),
  });
  const faults = createFaults(clock, random);
  const dispatch: Dispatch = createDispatch({
    services,
    authorise: identity.authorise,
    faults,
    isSilent: network.isCut,
    clock,
    tell,
  });
  const awsTime = (seconds: number) => (seconds * 1000) / speed;
  const world: World = { account, clock, random, network, dispatch, awsTime, tell };
  return { world, network, identity, faults, services };
};

const createServices = ({ world, identity }: ReturnType<typeof createWorld>) => {
  // EventBridge counts in CloudWatch, and CloudWatch tells it of alarms: whoever comes first is given the other later.
  const metrics: MetricSink = { record: (value) => cloudwatch.record(value) };
  const events = createEvents(world, { identity, metrics });
  const cloudwatch = createCloudwatch(world, { events });
  const route53 = createRoute53(world, { metrics });
  const secretsManager = createSecretsManager(world);
  const logs = createLogs(world);
  return {
    cloudwatch,
    route53,
    rds: createRds(world, { cloudwatch, secrets: secretsManager, bus: events }),
    ecs: createEcs(world),
    ec2: createEc2(world),
    elasticache: createElasticache(world),
    secretsManager,
    ssm: createSsm(world),
    s3: createS3(world, { authorise: identity.authorise }),
    sns: createSns(world),
    sqs: createSqs(world, { metrics }),
    events,
    scheduler: createScheduler(world, { identity, metrics }),
    kms: createKms(world),
    dynamodb: createDynamodb(world),
    sts: createSts(world),
    cloudformation: createCloudformation(world),
    logs,
    lambda: createLambda(world, { identity, resolver: route53.resolver, logs }),
    stepFunctions: createStepFunctions(world, { metrics }),
  };
};

/** Who is no role of the stack: a person with the operator's key, or somebody who reads a public object. */
const outsider = (accessKeyId: string | undefined, service: string): Principal | undefined => {
  if (accessKeyId === operatorKey) return { kind: 'operator', name: 'operator' };
  return accessKeyId === undefined && service === 's3' ? { kind: 'service', service: 'anonymous' } : undefined;
};

/** AWS for a rehearsal or a test: all services, in all Regions named, behind one network, one clock, one IAM. */
export const createAws = (settings: AwsSettings) => {
  const made = createWorld(settings);
  const { world, network, identity, faults, services } = made;
  const aws = createServices(made);
  services.push(...Object.values(aws));
  network.useResolver((host) => {
    const end = aws.route53.hostBehind(host);
    return aws.rds.hostBehind(end ?? host) ?? end;
  });
  const wire = createWire({
    services,
    dispatch: world.dispatch,
    identify: (accessKeyId, service) => identity.identify(accessKeyId) ?? outsider(accessKeyId, service),
    clock: world.clock,
    random: world.random,
    onError: settings.onError,
  });
  const listenAt = (region: string, hosts: readonly string[]) =>
    hosts.map((host) => network.listen({ host, port: 443, region }, acceptHttp(wire.server)));
  for (const region of settings.regions) listenAt(region, wire.hostsFor(region));
  openDoors(aws.s3.watchBuckets, ({ name, region }) => listenAt(region, wire.bucketHostsFor(name, region)));
  const close = async () => {
    await aws.stepFunctions.stopAll();
    aws.lambda.close();
    aws.cloudwatch.close();
    aws.route53.close();
    await aws.ecs.close();
    await wire.close();
    network.close();
  };
  return { world, network, identity, faults, wire, ...aws, close };
};

export type SimulatedAws = ReturnType<typeof createAws>;
