import { AwsFault } from '../call.ts';

/** What a client may ask of the wire's memory and patience. */
export type Limits = Readonly<{
  /** Of a body, as it came and as it is after it was unpacked. */
  bytes: number;
  /** Of an object for S3. */
  objectBytes: number;
  /** In the machine's own time, as those of any server. */
  headersMs: number;
  bodyMs: number;
}>;

/** DynamoDB takes 16 MB, the most of those here; S3 would take 5 GB in one request, and nothing here needs that. */
export const ordinaryLimits: Limits = {
  bytes: 16 * 1024 * 1024,
  objectBytes: 64 * 1024 * 1024,
  headersMs: 10_000,
  bodyMs: 60_000,
};

/** In memory a connection may lie still for long: its Region was cut, and its clock is not the machine's. */
export type PatientLimits = Readonly<Pick<Limits, 'bytes' | 'objectBytes'> & Partial<Pick<Limits, 'bodyMs'>>>;

export const bytesFor = (service: string, { bytes, objectBytes }: PatientLimits): number =>
  service === 's3' ? objectBytes : bytes;

/**
 * Each service's own words: docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html,
 * …/AmazonS3/latest/API/ErrorResponses.html, …/lambda/latest/api/API_Invoke.html
 */
export function tooLarge(service: string, atMost: number): AwsFault {
  if (service === 's3')
    return new AwsFault('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      fields: { MaxSizeAllowed: atMost },
    });
  const code = service === 'lambda' ? 'RequestTooLargeException' : 'RequestEntityTooLargeException';
  return new AwsFault(code, `Request must be smaller than ${atMost} bytes.`, { status: 413 });
}

export const tooSlow = (service: string): AwsFault =>
  service === 's3'
    ? new AwsFault(
        'RequestTimeout',
        'Your socket connection to the server was not read from or written to within the timeout period.',
      )
    : new AwsFault('RequestTimeoutException', 'Reading the Request timed out.', { status: 408 });
