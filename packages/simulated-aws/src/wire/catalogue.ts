/** Home of the services without Regions: docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints */
export const globalRegion = 'us-east-1';

/**
 * The AWS services that the wire speaks: how each one's requests look on the network. Shapes and operations are not
 * here; they come from the schemas that the SDK's own client carries at run time (model.ts).
 */
type ProtocolName = 'awsQuery' | 'ec2Query' | 'awsJson1.0' | 'awsJson1.1' | 'restJson1' | 'restXml';

export type CatalogueEntry = Readonly<{
  /** Signing name: what stands in the credential scope. */
  name: string;
  /** What the SDK speaks by default. Other clients are recognised by their request, see choose-protocol.ts. */
  protocol: ProtocolName;
  load: () => Promise<object>;
  xmlNamespace?: string;
  /** A name without a Region, answered from the service's home. */
  globalHost?: string;
  /** The service exists once; there are no host names per Region. */
  isGlobal?: true;
  /** Errors carry their old name of the query protocol in the header x-amzn-query-error. */
  isQueryCompatible?: true;
  /** Handlers are given the JSON as it stands on the wire, and answer in it. */
  isRaw?: true;
}>;

export const catalogue: readonly CatalogueEntry[] = [
  {
    name: 'rds',
    protocol: 'awsQuery',
    load: () => import('@aws-sdk/client-rds'),
    xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
  },
  {
    name: 'sns',
    protocol: 'awsQuery',
    load: () => import('@aws-sdk/client-sns'),
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  },
  {
    name: 'sts',
    protocol: 'awsQuery',
    load: () => import('@aws-sdk/client-sts'),
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    globalHost: 'sts.amazonaws.com',
  },
  {
    name: 'cloudformation',
    protocol: 'awsQuery',
    load: () => import('@aws-sdk/client-cloudformation'),
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  },
  {
    name: 'elasticache',
    protocol: 'awsQuery',
    load: () => import('@aws-sdk/client-elasticache'),
    xmlNamespace: 'http://elasticache.amazonaws.com/doc/2015-02-02/',
  },
  {
    name: 'ec2',
    protocol: 'ec2Query',
    load: () => import('@aws-sdk/client-ec2'),
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  },
  {
    name: 'monitoring',
    protocol: 'awsJson1.0',
    load: () => import('@aws-sdk/client-cloudwatch'),
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    isQueryCompatible: true,
  },
  {
    name: 'sqs',
    protocol: 'awsJson1.0',
    load: () => import('@aws-sdk/client-sqs'),
    xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    isQueryCompatible: true,
  },
  { name: 'events', protocol: 'awsJson1.1', load: () => import('@aws-sdk/client-eventbridge') },
  { name: 'scheduler', protocol: 'restJson1', load: () => import('@aws-sdk/client-scheduler') },
  { name: 'states', protocol: 'awsJson1.0', load: () => import('@aws-sdk/client-sfn') },
  { name: 'dynamodb', protocol: 'awsJson1.0', load: () => import('@aws-sdk/client-dynamodb'), isRaw: true },
  { name: 'ssm', protocol: 'awsJson1.1', load: () => import('@aws-sdk/client-ssm') },
  { name: 'kms', protocol: 'awsJson1.1', load: () => import('@aws-sdk/client-kms') },
  { name: 'secretsmanager', protocol: 'awsJson1.1', load: () => import('@aws-sdk/client-secrets-manager') },
  { name: 'ecs', protocol: 'awsJson1.1', load: () => import('@aws-sdk/client-ecs') },
  { name: 'logs', protocol: 'awsJson1.1', load: () => import('@aws-sdk/client-cloudwatch-logs') },
  { name: 'lambda', protocol: 'restJson1', load: () => import('@aws-sdk/client-lambda') },
  {
    name: 'route53',
    protocol: 'restXml',
    load: () => import('@aws-sdk/client-route-53'),
    xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/',
    globalHost: 'route53.amazonaws.com',
    isGlobal: true,
  },
  {
    name: 's3',
    protocol: 'restXml',
    load: () => import('@aws-sdk/client-s3'),
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    globalHost: 's3.amazonaws.com',
  },
];

export const entryOf = (name: string): CatalogueEntry | undefined => catalogue.find((entry) => entry.name === name);
