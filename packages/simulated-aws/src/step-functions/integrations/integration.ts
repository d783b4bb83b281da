import { AwsFault, type Call, type Output } from '../../call.ts';
import { TransientNetworkError } from '../../faults/transient-network-error.ts';
import type { World } from '../../world.ts';
import type { Cancellation } from '../cancellation.ts';
import type { TaskState } from '../definition/states.ts';
import { StateFailure } from '../failure.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Visit } from '../run/flow.ts';

const unlistedCodes = /^(AccessDenied|AuthorizationError|Unauthorized|UnrecognizedClient|InvalidClientTokenId)/;

/**
 * How long a service that never answers is waited for: the socket timeout of the first Java SDK, in whose words the causes are
 * (ClientConfiguration.DEFAULT_SOCKET_TIMEOUT). AWS names no figure; functions may take their time.
 */
const patienceSeconds = 50;

export type TaskCall = Readonly<{ visit: Visit<TaskState>; parameters: JsonObject; requestId: string }>;

/** What the call answered and, for `.sync`, how the end of the job is awaited. */
export type Submission = Readonly<{ output: Json; completion?: (cancellation: Cancellation) => Promise<Json> }>;

export type Submit = (call: TaskCall) => Promise<Submission>;

/** How the errors of one service are named in Retry and Catch, and in the causes that people read. */
export type ErrorNames = Readonly<{
  prefix: string;
  service: string;
  /** The SDK's name for an error that the service's model does not list, AccessDenied above all. */
  unlisted: string;
  nameOf?: (code: string) => string;
  /** Optimised integrations word their causes as the first Java SDK does, `aws-sdk:` ones as the second. */
  isSecondSdk?: true;
}>;

/** Throws on what is neither an answer of AWS nor a lost one: that is a mistake of the simulation. */
export function failureOfFault(error: unknown, names: ErrorNames, requestId: string): StateFailure {
  if (error instanceof TransientNetworkError)
    return new StateFailure(`${names.prefix}.SdkClientException`, error.message, { cause: error });
  if (!(error instanceof AwsFault)) throw error;
  const { code, message, status } = error;
  if (code === 'NotSimulated') return new StateFailure('NotSimulated', message, { cause: error });
  const name = unlistedCodes.test(code) ? names.unlisted : (names.nameOf?.(code) ?? code);
  const details = detailsOf(names, { status, code, requestId });
  return new StateFailure(`${names.prefix}.${name}`, `${message} (${details})`, { cause: error });
}

type Where = Readonly<{ status: number; code: string; requestId: string }>;

const detailsOf = ({ service, isSecondSdk }: ErrorNames, { status, code, requestId }: Where): string =>
  isSecondSdk
    ? `Service: ${service}, Status Code: ${status}, Request ID: ${requestId}`
    : `Service: ${service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null`;

type Request = Pick<Call, 'service' | 'operation' | 'input'>;

export async function unlessSilent(
  work: Promise<Output>,
  { service }: Request,
  { clock, awsTime }: World,
): Promise<Output> {
  if (service === 'lambda') return await work;
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const lost = new TransientNetworkError('Unable to execute HTTP request: Read timed out');
  const timer = clock.after(awsTime(patienceSeconds), () => reject(lost));
  try {
    return await Promise.race([silence, work]);
  } finally {
    timer.cancel();
  }
}

/** As the role of the machine, in its Region. */
export async function callAws({ visit, requestId }: TaskCall, request: Request, names: ErrorNames): Promise<Output> {
  const { engine, execution } = visit.flow;
  const { region, roleArn, name } = execution.machine;
  const principal = { kind: 'role' as const, role: roleArn, session: name };
  try {
    const answer = engine.world.dispatch({ ...request, region, principal, requestId });
    return await unlessSilent(answer, request, engine.world);
  } catch (error) {
    throw failureOfFault(error, names, requestId);
  }
}

/** What optimised integrations add to every answer. */
export const metadataOf = (requestId: string): JsonObject => ({
  SdkHttpMetadata: { HttpHeaders: { 'x-amzn-RequestId': requestId }, HttpStatusCode: 200 },
  SdkResponseMetadata: { RequestId: requestId },
});
