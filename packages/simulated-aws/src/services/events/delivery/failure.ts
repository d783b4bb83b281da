import { AwsFault } from '../../../call.ts';
import { TransientNetworkError } from '../../../faults/transient-network-error.ts';

/** What else a delivery may fail with, before any call. */
export class UndeliverableError extends Error {
  override readonly name = 'UndeliverableError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const throttled = /^(Throttl|TooManyRequests|RequestThrottled|OverLimit|ProvisionedThroughput|EC2Throttled)/;
const noPermission = /^(AccessDenied|AuthorizationError|Unauthorized|KmsAccessDenied)/;
const noResource = /(DoesNotExist|NotFound|NonExistent|NotFoundException)$/;
const noRole = 'NoSuchEntityException';

/** Why a target was not reached. `code` as it stands in a dead letter's ERROR_CODE. */
export type DeliveryFailure = Readonly<{ code: string; message: string; isRetriable: boolean }>;

/**
 * docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html: permissions and resources that are missing are not tried
 * again. Throws on what is no failure of a call: that is a mistake of the simulation.
 */
export function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof AwsFault) return failureOfFault(error);
  if (error instanceof TransientNetworkError) return passing('CONNECTION_FAILURE', error);
  if (error instanceof UndeliverableError) return permanent(error.code, error);
  throw error;
}

function failureOfFault(fault: AwsFault): DeliveryFailure {
  const { code, status } = fault;
  if (code === 'NotSimulated') return permanent(code, fault);
  if (code === noRole) return permanent('FAILED_TO_ASSUME_ROLE', fault);
  if (noPermission.test(code)) return permanent('NO_PERMISSIONS', fault);
  if (throttled.test(code)) return passing('THROTTLING', fault);
  if (status >= 500) return passing('ERROR_FROM_TARGET', fault);
  return noResource.test(code) ? permanent('NO_RESOURCE', fault) : permanent('INVALID_PARAMETER', fault);
}

const permanent = (code: string, { message }: Error): DeliveryFailure => ({ code, message, isRetriable: false });
const passing = (code: string, { message }: Error): DeliveryFailure => ({ code, message, isRetriable: true });

export const unreachable = (region: string): DeliveryFailure =>
  passing('CONNECTION_FAILURE', new Error(`The Region ${region} cannot be reached.`));

export const unanswered = (seconds: number): DeliveryFailure =>
  passing('TIMEOUT', new Error(`The target has not answered within ${seconds} seconds.`));
