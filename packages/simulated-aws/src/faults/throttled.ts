import { AwsFault } from '../call.ts';

/**
 * How each service says that it is asked too often; the services of the JSON protocols all in the same words.
 * docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html, …/lambda/latest/api/API_Invoke.html,
 * …/AmazonS3/latest/API/ErrorResponses.html, …/AWSEC2/latest/APIReference/errors-overview.html
 */
const codes: Readonly<Record<string, { code: string; status: number }>> = {
  ec2: { code: 'RequestLimitExceeded', status: 503 },
  elasticache: { code: 'Throttling', status: 400 },
  rds: { code: 'Throttling', status: 400 },
  sts: { code: 'Throttling', status: 400 },
  sns: { code: 'Throttling', status: 400 },
  monitoring: { code: 'Throttling', status: 400 },
  route53: { code: 'Throttling', status: 400 },
  lambda: { code: 'TooManyRequestsException', status: 429 },
  s3: { code: 'SlowDown', status: 503 },
};
const ofJsonServices = { code: 'ThrottlingException', status: 400 };

export function throttled(service: string): AwsFault {
  const { code, status } = codes[service] ?? ofJsonServices;
  return new AwsFault(code, 'Rate exceeded', { status });
}
