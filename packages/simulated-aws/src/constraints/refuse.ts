import { AwsFault } from '../call.ts';
import type { Violation } from './violation.ts';

/** How a service says that a request is not what it should be. The first violation is there. */
export type Form = (violations: readonly [Violation, ...Violation[]], operation: string) => AwsFault;

/** docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html: one at a time. */
const ofEc2: Form = ([first]) => {
  const name = last(first);
  if (first.kind === 'null') return new AwsFault('MissingParameter', `The request must contain the parameter ${name}`);
  return new AwsFault(
    'InvalidParameterValue',
    `Value (${written(first.value)}) for parameter ${lowerFirst(name)} is invalid. ${first.demand}.`,
  );
};

/** docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html, and ElastiCache's. Their words are (I). */
const ofRds: Form = ([first]) => {
  const name = last(first);
  if (first.kind === 'null') return new AwsFault('MissingParameter', `The request must contain the parameter ${name}`);
  return new AwsFault('InvalidParameterValue', `Invalid value ${written(first.value)} for ${name}. ${first.demand}.`);
};

/** What stands in a body of XML is held against its schema first. */
const ofRoute53: Form = (violations, operation) => {
  const [first] = violations;
  if (first.kind !== 'enum' || !/^(Create|Change|Update)/.test(operation))
    return new AwsFault('InvalidInput', words(violations));
  const values = /\[.*\]$/.exec(first.demand)?.[0];
  return new AwsFault(
    'InvalidInput',
    `Invalid XML ; cvc-enumeration-valid: Value '${written(first.value)}' is not facet-valid with respect to enumeration '${values}'. ` +
      'It must be a value from the enumeration.',
  );
};

/** docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const s3Codes: Readonly<Record<string, readonly [code: string, message: string]>> = {
  StorageClass: ['InvalidStorageClass', 'The storage class you specified is not valid'],
  BucketLocationConstraint: ['InvalidLocationConstraint', 'The specified location-constraint is not valid'],
  EncodingType: ['InvalidArgument', 'Invalid Encoding Method specified in Request'],
  ServerSideEncryption: ['InvalidEncryptionAlgorithmError', 'The encryption request you specified is not valid.'],
};

/** A body that is not as its schema says is malformed; of headers and queries the argument is named. */
const ofS3: Form = ([first]) => {
  const [code, message] = s3Codes[first.shape] ?? [];
  if (code !== undefined) return new AwsFault(code, message ?? '');
  if (first.path.length > 1)
    return new AwsFault(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  const name = last(first);
  if (first.kind === 'null') return new AwsFault('InvalidRequest', `Missing required parameter: ${name}`);
  return new AwsFault('InvalidArgument', `Invalid value ${written(first.value)} for ${name}. ${first.demand}.`);
};

/** docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
const ofSqs: Form = ([first]) => {
  if (first.kind === 'null')
    return new AwsFault('MissingParameter', `The request must contain the parameter ${last(first)}.`);
  if (first.kind === 'enum') return new AwsFault('InvalidAttributeName', `Unknown Attribute ${written(first.value)}.`);
  return new AwsFault(
    'InvalidParameterValue',
    `Value ${written(first.value)} for parameter ${last(first)} is invalid.`,
  );
};

/** By signing name; of the others it is a ValidationException. */
const forms: Readonly<Record<string, Form>> = {
  ec2: ofEc2,
  rds: ofRds,
  elasticache: ofRds,
  route53: ofRoute53,
  s3: ofS3,
  sqs: ofSqs,
  monitoring: named('ValidationError'),
  cloudformation: named('ValidationError'),
  sns: named('ValidationError'),
  sts: named('ValidationError'),
  logs: named('InvalidParameterException'),
  ecs: named('InvalidParameterException'),
};

export const formOf = (service: string): Form => forms[service] ?? named('ValidationException');

function named(code: string): Form {
  return (violations) => new AwsFault(code, words(violations));
}

/** The words of most services: all violations at once. */
function words(violations: readonly Violation[]): string {
  const { length } = violations;
  return `${length} validation error${length === 1 ? '' : 's'} detected: ${violations.map(sentence).join('; ')}`;
}

function sentence(violation: Violation): string {
  const at = violation.path.map(lowerFirst).join('.');
  return `${valueIn(violation)} at '${at}' failed to satisfy constraint: ${violation.demand}`;
}

function lowerFirst(name: string): string {
  return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}

function valueIn({ kind, value }: Violation): string {
  if (kind === 'null') return 'Value null';
  return value === undefined ? 'Value' : `Value '${written(value)}'`;
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (value instanceof Uint8Array) return 'java.nio.HeapByteBuffer';
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function last({ path }: Violation): string {
  return path.findLast((step) => step !== 'member') ?? '';
}
