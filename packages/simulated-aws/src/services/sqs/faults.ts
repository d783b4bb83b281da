import { AwsFault } from '../../call.ts';
import type { KeyFaults } from '../kms/use-key.ts';

/** docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors */
export const keyFaults: KeyFaults = {
  AccessDeniedException: 'KmsAccessDenied',
  DisabledException: 'KmsDisabled',
  KMSInvalidStateException: 'KmsInvalidState',
  NotFoundException: 'KmsNotFound',
  ThrottlingException: 'KmsThrottled',
};

export const noSuchQueue = (): AwsFault =>
  new AwsFault('QueueDoesNotExist', 'The specified queue does not exist.', { status: 400 });

export const missing = (parameter: string): AwsFault =>
  new AwsFault('MissingParameter', `The request must contain the parameter ${parameter}.`);

export const invalidValue = (parameter: string, value: unknown): AwsFault =>
  new AwsFault('InvalidParameterValue', `Value ${String(value)} for parameter ${parameter} is invalid.`);

/** A number of the request, or the default, when it lies within its limits. */
export function within(
  given: number | undefined,
  { name, from, to, usual }: Readonly<{ name: string; from: number; to: number; usual: number }>,
): number {
  const value = given ?? usual;
  if (!Number.isInteger(value) || value < from || value > to) throw invalidValue(name, value);
  return value;
}
