import type { Principal } from '../../../call.ts';
import { defined } from '../../../defined.ts';
import type { Identity } from '../../../identity/identity.ts';
import type { World } from '../../../world.ts';
import { parseArn } from '../arn.ts';
import { type DeliveryFailure, failureOf, UndeliverableError, unanswered, unreachable } from './failure.ts';
import { backOffSeconds, type RetryPolicy } from './retry.ts';
import type { TargetRequest } from './target-request.ts';

/** An estimate; without it an answer that a cut has swallowed would be waited for for ever. */
const patienceSeconds = 5;

export type Deliver = ReturnType<typeof createDelivery>;

export type DeadLetters = Readonly<{
  arn: string;
  body: string;
  attributes: Readonly<Record<string, string>>;
  principal: Principal;
}>;

/** What is told of a delivery, for the metrics of the service that delivers. */
export type DeliveryEvent = 'delivered' | 'failed' | 'retried' | 'sentToDeadLetters' | 'lostToDeadLetters';

export type Delivery = Readonly<{
  /** The Region that delivers. */
  from: string;
  /** events.amazonaws.com or scheduler.amazonaws.com, and the rule or schedule. */
  service: string;
  sourceArn: string;
  targetArn: string;
  roleArn: string | undefined;
  /** Made anew for each attempt, since a transformed input may turn out to be impossible. */
  request: () => TargetRequest;
  retry: RetryPolicy;
  /** In ms: from when the age of the event counts. */
  at: number;
  deadLetters?: DeadLetters;
  count: (what: DeliveryEvent) => void;
}>;

/** The principal as whom a service calls: the target's role, or itself on behalf of the rule. */
export const callerOf = ({
  service,
  sourceArn,
  roleArn,
}: Pick<Delivery, 'service' | 'sourceArn' | 'roleArn'>): Principal =>
  roleArn === undefined
    ? { kind: 'service', service, sourceArn }
    : { kind: 'role', role: roleArn, session: service.split('.')[0] ?? service };

/** Why a delivery ends, and what was exhausted before. */
type End = Readonly<{
  failure: DeliveryFailure;
  retries: number;
  exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}>;

/**
 * Deliveries of EventBridge and of its Scheduler: at least once, tried again with exponential back-off, at last into the
 * dead-letter queue (docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html). A target in another Region is
 * unreachable while either Region is cut; what lies in the own Region can still be called.
 */
export function createDelivery(world: World, identity: Pick<Identity, 'isAssumable'>) {
  const { clock, awsTime, random } = world;
  const { attempt, call } = createAttempt(world, identity);

  const bury = async (delivery: Delivery, letters: DeadLetters, attributes: Record<string, string>): Promise<void> => {
    const { arn, body, principal } = letters;
    const MessageAttributes = stringAttributes({ ...letters.attributes, ...attributes });
    const input = { QueueUrl: arn, MessageBody: body, MessageAttributes };
    const request = { service: 'sqs', operation: 'SendMessage', region: parseArn(arn).region, input };
    const failure = await call(request, principal, delivery.from).catch(failureOf);
    delivery.count(failure === undefined ? 'sentToDeadLetters' : 'lostToDeadLetters');
  };

  const giveUp = async (delivery: Delivery, { failure, retries, exhausted }: End): Promise<void> => {
    delivery.count('failed');
    if (delivery.deadLetters === undefined) return;
    await bury(delivery, delivery.deadLetters, {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      RETRY_ATTEMPTS: String(retries),
      TARGET_ARN: delivery.targetArn,
      ...defined({ EXHAUSTED_RETRY_CONDITION: exhausted }),
    });
  };

  const later = (delayMs: number, work: () => Promise<void>): void => {
    clock.after(delayMs, () => void work());
  };

  const tryAgain = (delivery: Delivery, failure: DeliveryFailure, retries: number): Promise<void> | undefined => {
    if (retries >= delivery.retry.attempts)
      return giveUp(delivery, { failure, retries, exhausted: 'MaximumRetryAttempts' });
    const left = delivery.at + awsTime(delivery.retry.ageSeconds) - clock.now();
    const wait = awsTime(backOffSeconds(retries, random));
    if (wait > left) later(left, () => giveUp(delivery, { failure, retries, exhausted: 'MaximumEventAgeInSeconds' }));
    else later(wait, () => run(delivery, retries + 1));
    return undefined;
  };

  const run = async (delivery: Delivery, retries: number): Promise<void> => {
    if (retries > 0) delivery.count('retried');
    const failure = await attempt(delivery);
    if (failure === undefined) delivery.count('delivered');
    else await (failure.isRetriable ? tryAgain(delivery, failure, retries) : giveUp(delivery, { failure, retries }));
  };

  return (delivery: Delivery, delaySeconds: number): void => later(awsTime(delaySeconds), () => run(delivery, 0));
}

function createAttempt(world: World, identity: Pick<Identity, 'isAssumable'>) {
  const { clock, network, awsTime, random } = world;

  const checkRole = ({ roleArn, service, sourceArn }: Delivery): void => {
    if (roleArn !== undefined && !identity.isAssumable(roleArn, service, sourceArn))
      throw new UndeliverableError(
        'FAILED_TO_ASSUME_ROLE',
        `${service} is not authorized to assume the role ${roleArn}`,
      );
  };

  const unlessSilent = async (work: Promise<unknown>): Promise<DeliveryFailure | undefined> => {
    const { promise: silence, resolve } = Promise.withResolvers<DeliveryFailure>();
    const timer = clock.after(awsTime(patienceSeconds), () => resolve(unanswered(patienceSeconds)));
    try {
      return await Promise.race([silence, work.then(() => undefined)]);
    } finally {
      timer.cancel();
    }
  };

  const call = async (request: TargetRequest, principal: Principal, from: string) =>
    await unlessSilent(world.dispatch({ ...request, principal, from, requestId: random.uuid() }));

  /** Undefined when the target has taken it. */
  const attempt = async (delivery: Delivery): Promise<DeliveryFailure | undefined> => {
    const { from } = delivery;
    try {
      const request = delivery.request();
      checkRole(delivery);
      const silent = [from, request.region].find((region) => network.isCut(region));
      if (request.region !== from && silent !== undefined) return unreachable(silent);
      return await call(request, callerOf(delivery), from);
    } catch (error) {
      return failureOf(error);
    }
  };
  return { attempt, call };
}

const stringAttributes = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const),
  );
