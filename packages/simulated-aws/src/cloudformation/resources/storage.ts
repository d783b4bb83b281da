import * as z from 'zod';
import { notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import { arnIn, generatedName, propertiesOf, type ResourceHandler } from '../resource-handler.ts';

/** Streams, replicas and time to live are refused. Backups and encryption at rest make no difference here. */
const Table = z.strictObject({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.unknown()),
  BillingMode: z.string().optional(),
  ProvisionedThroughput: z.unknown().optional(),
  GlobalSecondaryIndexes: z.array(z.unknown()).optional(),
  LocalSecondaryIndexes: z.array(z.unknown()).optional(),
  DeletionProtectionEnabled: z.boolean().default(false),
  PointInTimeRecoverySpecification: z.unknown().optional(),
  SSESpecification: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

const Retention = z.strictObject({ Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), Days: z.int().min(1) });

/** Notifications, replication, lifecycle rules and websites are refused, and locks that last years or have no default. */
const Bucket = z.strictObject({
  BucketName: z.string().optional(),
  BucketEncryption: z.unknown().optional(),
  ObjectLockEnabled: z.boolean().default(false),
  ObjectLockConfiguration: z
    .strictObject({
      ObjectLockEnabled: z.literal('Enabled'),
      Rule: z.strictObject({ DefaultRetention: Retention }),
    })
    .optional(),
  OwnershipControls: z.unknown().optional(),
  PublicAccessBlockConfiguration: z.unknown().optional(),
  Tags: z.unknown().optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
});

const BucketPolicy = z.strictObject({ Bucket: z.string(), PolicyDocument: z.unknown() });

/** Subscriptions are resources of their own; FIFO topics are refused. */
const Topic = z.strictObject({
  TopicName: z.string().optional(),
  DisplayName: z.unknown().optional(),
  KmsMasterKeyId: z.string().optional(),
  Tags: z.unknown().optional(),
});

const TopicPolicy = z.strictObject({ Topics: z.array(z.string()).min(1), PolicyDocument: z.unknown() });

export const createTable: ResourceHandler = async (request) => {
  const {
    TableName,
    DeletionProtectionEnabled: isProtected,
    PointInTimeRecoverySpecification: _recovery,
    SSESpecification: _encryption,
    Tags: _tags,
    ...properties
  } = propertiesOf(Table, request);
  const name = TableName ?? generatedName(request);
  const arn = arnIn(request, 'dynamodb', `table/${name}`);
  const { region } = request.context;
  await request.context.services.createTable({ name, arn, region, properties, isProtected });
  return { physicalId: name, attributes: { Arn: arn } };
};

export const createBucket: ResourceHandler = async (request) => {
  const { region } = request.context;
  const properties = propertiesOf(Bucket, request);
  const name = properties.BucketName ?? generatedName(request).toLowerCase();
  const isVersioned = properties.VersioningConfiguration?.Status === 'Enabled';
  const lock = lockOf(properties, isVersioned);
  await request.context.services.createBucket({ name, region, isVersioned, lock, publicRead: false });
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    },
  };
};

/** docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
function lockOf({ ObjectLockEnabled, ObjectLockConfiguration }: z.output<typeof Bucket>, isVersioned: boolean) {
  if (ObjectLockConfiguration === undefined) {
    if (ObjectLockEnabled) throw notSimulated('AWS::S3::Bucket ObjectLockEnabled without a default retention');
    return undefined;
  }
  if (!ObjectLockEnabled || !isVersioned)
    throw new Error('Object Lock configuration needs ObjectLockEnabled and a bucket that keeps versions');
  const { Mode: mode, Days: days } = ObjectLockConfiguration.Rule.DefaultRetention;
  return { mode, days };
}

export const createBucketPolicy: ResourceHandler = async (request) => {
  const { Bucket, PolicyDocument } = propertiesOf(BucketPolicy, request);
  request.context.services.setBucketPolicy(Bucket, PolicyDocument);
  return { physicalId: generatedName(request), attributes: {} };
};

export const createTopic: ResourceHandler = async (request) => {
  const { TopicName: name = generatedName(request), KmsMasterKeyId: kmsKeyId } = propertiesOf(Topic, request);
  const arn = arnIn(request, 'sns', name);
  const key = defined({ kmsKeyId });
  await request.context.services.createTopic({ name, arn, region: request.context.region, ...key });
  return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
};

/** Takes the place of the policy that SNS gave the topic. */
export const createTopicPolicy: ResourceHandler = async (request) => {
  const { Topics, PolicyDocument } = propertiesOf(TopicPolicy, request);
  for (const arn of Topics) request.context.services.setTopicPolicy(arn, PolicyDocument);
  return { physicalId: generatedName(request), attributes: {} };
};
