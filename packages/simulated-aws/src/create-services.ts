import type { Identity } from './identity/identity.ts';
import { createLambda } from './lambda/lambda.ts';
import type { SimulatedService } from './service.ts';
import { createCloudformation } from './services/cloudformation/cloudformation.ts';
import { createCloudwatch, type MetricSink } from './services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from './services/dynamodb/dynamodb.ts';
import { createEc2 } from './services/ec2/ec2.ts';
import { createEcs } from './services/ecs/ecs.ts';
import { createElasticache } from './services/elasticache/elasticache.ts';
import { createEvents } from './services/events/events.ts';
import { createKms } from './services/kms/kms.ts';
import { createLogs } from './services/logs/logs.ts';
import { createRds } from './services/rds/rds.ts';
import { createRoute53 } from './services/route53/route53.ts';
import { createS3 } from './services/s3/s3.ts';
import { createScheduler } from './services/scheduler/scheduler.ts';
import { createSecretsManager } from './services/secrets-manager/secrets-manager.ts';
import { createSns } from './services/sns/sns.ts';
import { createSqs } from './services/sqs/sqs.ts';
import { createSsm } from './services/ssm/ssm.ts';
import { createSts } from './services/sts/sts.ts';
import { createStepFunctions } from './step-functions/step-functions.ts';
import type { World } from './world.ts';

/** Every service of the simulation, and what they know of each other. In this order: who starts things comes last. */
export function createServices(world: World, identity: Identity) {
  // EventBridge counts in CloudWatch, and CloudWatch tells it of alarms: whoever comes first is given the other later.
  const metrics: MetricSink = { record: (value) => cloudwatch.record(value) };
  const events = createEvents(world, { identity, metrics });
  const cloudwatch = createCloudwatch(world, { events });
  const route53 = createRoute53(world, { metrics });
  const kms = createKms(world);
  const keys = { ...kms, authorise: identity.authorise };
  const secretsManager = createSecretsManager(world, { keys });
  const logs = createLogs(world);
  const ec2 = createEc2(world);
  return {
    cloudwatch,
    route53,
    rds: createRds(world, {
      cloudwatch,
      secrets: secretsManager,
      bus: events,
      keyState: kms.stateOf,
      authorise: identity.authorise,
      vpcs: ec2.vpcs,
    }),
    ecs: createEcs(world),
    ec2,
    elasticache: createElasticache(world),
    secretsManager,
    ssm: createSsm(world),
    s3: createS3(world, { authorise: identity.authorise }),
    sns: createSns(world),
    sqs: createSqs(world, { metrics }),
    events,
    scheduler: createScheduler(world, { identity, metrics }),
    kms,
    dynamodb: createDynamodb(world),
    sts: createSts(world),
    cloudformation: createCloudformation(world),
    logs,
    lambda: createLambda(world, { identity, resolver: route53.resolver, logs, vpcs: ec2.vpcs }),
    stepFunctions: createStepFunctions(world, { metrics, events }),
  } satisfies Readonly<Record<string, SimulatedService>>;
}
