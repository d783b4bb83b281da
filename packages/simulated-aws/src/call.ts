/**
 * An error that AWS itself would answer. `code` is the shape's name in the SDK (DBInstanceNotFoundFault); the wire layer
 * turns it into the code of the protocol (DBInstanceNotFound). `fields` are further members of the error's shape.
 */
export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, options: { status?: number; fields?: Record<string, unknown> } = {}) {
    const { stackTraceLimit } = Error;
    // An answer like others and no mistake to be traced: a stack would cost more than all the rest of it.
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}

/**
 * Who calls. `role` is the ARN of the role whose policies decide, `session` its session's name where one is known (for a
 * Lambda the function's name), `sourceFunctionArn` the function whose code calls; a person at the console is `operator`. An AWS service that acts on its own behalf says for which
 * resource (a rule, a schedule): resource policies ask for it.
 */
export type Principal =
  | Readonly<{ kind: 'role'; role: string; session?: string; sourceFunctionArn?: string }>
  | Readonly<{ kind: 'operator'; name: string }>
  | Readonly<{ kind: 'service'; service: string; sourceArn?: string }>;

/** One call to AWS, however it came in: over HTTP, or from a state machine inside the simulation. */
export type Call = Readonly<{
  /** The signing name: rds, states, route53, s3, dynamodb, sns, ecs, secretsmanager, ssm, monitoring, lambda, sts, logs, events, scheduler, sqs, ec2, elasticache, kms. */
  service: string;
  operation: string;
  region: string;
  principal: Principal;
  /** The Region in which the caller runs, where that is known: what is cut off can still be reached from inside. */
  from?: string;
  /** The service through which the caller came, which calls on with the caller's own rights (forward access sessions). */
  via?: string;
  /** Where a client came in that uses none of AWS's own names: `http://127.0.0.1:4566`. */
  endpoint?: string;
  requestId: string;
  /** In the SDK's own shape: member names as in its request types, Date for timestamps, Uint8Array for blobs. */
  input: Readonly<Record<string, unknown>>;
}>;

export type Output = Readonly<Record<string, unknown>>;

/** Authorises, applies faults, calls the service's handler, writes the call log. Throws AwsFault. */
export type Dispatch = (call: Call) => Promise<Output>;

/** Under which name a caller is logged: a function, a machine, a role without a session, a person or a service. */
export function nameOf(principal: Principal): string {
  switch (principal.kind) {
    case 'role':
      return principal.session ?? principal.role.split('/').at(-1) ?? principal.role;
    case 'operator':
      return principal.name;
    case 'service':
      return principal.service;
    default:
      return principal satisfies never;
  }
}

/** What the simulation does not model it refuses by name, with status 501. */
export const notSimulated = (what: string): AwsFault =>
  new AwsFault('NotSimulated', `NotSimulated: ${what}`, { status: 501 });
