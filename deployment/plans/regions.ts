/** Regions of the partition aws, as the pinned SDK knows them: a test compares. docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const regionsOfAws: readonly string[] = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
  ...['ap-southeast-6', 'ap-southeast-7', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2', 'eu-north-1'],
  ...['eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1', 'me-central-1', 'me-south-1'],
  ...['mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
];

const others: readonly Readonly<{ begins: RegExp; partition: string }>[] = [
  { begins: /^cn-/, partition: 'aws-cn (China)' },
  { begins: /^us-gov-/, partition: 'aws-us-gov (GovCloud)' },
  { begins: /^eusc-/, partition: 'aws-eusc (European Sovereign Cloud)' },
  { begins: /^[a-z]+-iso[a-z]?-/, partition: 'one of the isolated ones' },
];

/** The partition of a Region by the beginning of its name; undefined: it would be one of the partition aws. */
export const otherPartition = (region: string): string | undefined =>
  others.find(({ begins }) => begins.test(region))?.partition;

/** Regions that stand as a word of their own in a host, as those of load balancers do. */
export const regionInHost = (host: string): string | undefined =>
  host.split('.').find((label) => regionsOfAws.includes(label));
