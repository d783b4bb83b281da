/** A function as it is deployed. Times in seconds, memory in MB. */
export type LambdaFunction = Readonly<{
  name: string;
  arn: string;
  region: string;
  roleArn: string;
  /** CommonJS text, as esbuild wrote it. */
  code: string;
  /** Where it lies in the package: dist/open-run/index.cjs. */
  file: string;
  /** File without extension, a dot, the exported name. */
  handler: string;
  timeoutSeconds: number;
  memorySize: number;
  runtime?: string;
  environment: Readonly<Record<string, string>>;
  /** Not more than so many invocations at once; without it the Region's own limit. */
  reservedConcurrency?: number;
  /** The queue for events that failed three times. */
  deadLetterArn?: string;
  vpcConfig?: Readonly<{ subnetIds: readonly string[]; securityGroupIds: readonly string[] }>;
  /** AWS_LAMBDA_LOG_FORMAT and AWS_LAMBDA_LOG_LEVEL. */
  logging?: Readonly<{ format: string; level?: string }>;
}>;

export const logGroupOf = ({ name }: Pick<LambdaFunction, 'name'>): string => `/aws/lambda/${name}`;
