import { AwsFault } from '../call.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const quotas = {
  name: 64,
  environmentBytes: 4096,
  /** 250 MB, of the code and its layers when unzipped. */
  unzippedBytes: 262_144_000,
} as const;

/** What Lambda refuses of a function by its size. */
export function requireQuotas({
  name,
  environment,
  code,
}: Pick<LambdaFunction, 'name' | 'environment' | 'code'>): void {
  if (name.length > quotas.name)
    throw new AwsFault(
      'ValidationException',
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${quotas.name}`,
    );
  const measured = JSON.stringify(environment);
  if (Buffer.byteLength(measured) > quotas.environmentBytes)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  if (Buffer.byteLength(code) > quotas.unzippedBytes)
    throw invalid(`Unzipped size must be smaller than ${quotas.unzippedBytes} bytes`);
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValueException', message);
