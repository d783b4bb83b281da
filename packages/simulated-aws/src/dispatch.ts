import { AwsFault, type Call, type Dispatch, nameOf, notSimulated, type Output } from './call.ts';
import type { Clock } from './clock/clock.ts';
import type { Faults } from './faults/faults.ts';
import { type Answer, answerIn } from './faults/stale.ts';
import type { Need, Operation, SimulatedService } from './service.ts';
import type { WorldEvent } from './world.ts';

/** Where IAM's prefix is not the signing name: docs.aws.amazon.com/service-authorization/latest/reference/ */
const iamPrefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

const noAnswer = 'NoAnswer';

/**
 * The way of every call, whether it came over HTTP or from a state machine: faults before → rate → constraints → authorisation
 * → members → the service → faults after → the log. Whatever is refused is refused before the service sees it. Throws AwsFault, or TransientNetworkError when the connection was lost; to a silent Region, and
 * from a hanging call, there is never an answer.
 */
export type DispatchOptions = Readonly<{
  /** Read at each call, so that services may be added after the dispatch that they themselves need. */
  services: readonly SimulatedService[];
  /** What AWS answers to a request whose members are not what they should be; undefined where they are. */
  examine?: (call: Call) => AwsFault | undefined;
  /** Throws NotSimulated, by the name of the first member of the input that would make no difference here. */
  requireModelled?: (call: Call) => void;
  /** Throws AwsFault. Not asked for operators, who need no policy here. */
  authorise: (call: Call, action: string, resources: readonly string[]) => void;
  faults: Faults;
  /** Whether nothing from this Region can be heard (Network.isCut). */
  isSilent: (region: string) => boolean;
  clock: Clock;
  tell: (event: WorldEvent) => void;
}>;

export function createDispatch(options: DispatchOptions): Dispatch {
  const { services, examine, requireModelled, authorise, faults, isSilent, clock, tell } = options;

  const log = ({ service, operation, region, principal }: Call, error?: string): void => {
    const event = { kind: 'call', at: clock.now(), service, operation, region, principal: nameOf(principal) } as const;
    tell(error === undefined ? event : { ...event, error });
  };

  /** For ever: the request, or its answer, went into a Region from which nothing comes. */
  const silence = (call: Call): Promise<never> => {
    log(call, noAnswer);
    return new Promise(() => undefined);
  };

  const perform = async (call: Call): Promise<Output> => {
    const refusal = examine?.(call);
    const { handle, action, resources, needs, admit } = targetOf(services, call, refusal === undefined);
    const { before, after, answer } = faults.of(call, { action, resources });
    await before();
    try {
      admit();
      if (refusal !== undefined) throw refusal;
      if (call.principal.kind !== 'operator')
        for (const need of [{ action, resources }, ...needs]) authorise(call, need.action, need.resources);
      requireModelled?.(call);
      const told = answer(await answerOf(call, handle));
      if ('missing' in told) throw told.missing;
      return told.output;
    } finally {
      after();
    }
  };

  const isUnheard = ({ region, from }: Call): boolean => isSilent(region) && from !== region;

  return async (call) => {
    if (isUnheard(call)) return await silence(call);
    try {
      const output = await perform(call);
      if (isUnheard(call)) return await silence(call);
      log(call);
      return output;
    } catch (error) {
      if (isUnheard(call)) return await silence(call);
      log(call, errorCodeOf(error));
      throw error;
    }
  };
}

type Target = Readonly<{
  handle: Operation['handle'];
  action: string;
  resources: readonly string[];
  needs: readonly Need[];
  admit: () => void;
}>;

function targetOf(services: readonly SimulatedService[], call: Call, isSound: boolean): Target {
  const { service: name, operation, region, input } = call;
  const service = services.find((one) => one.name === name);
  const handle =
    service !== undefined && Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (service === undefined || handle === undefined) throw notSimulated(`${name}:${operation}`);
  const resources = (isSound && service.resources[operation]?.(input, call)) || ['*'];
  const needs = (isSound && service.needs?.[operation]?.(input, call)) || [];
  const admit = () => service.admit?.(operation, region);
  return { handle, action: actionOf(service, operation), resources, needs, admit };
}

function actionOf({ name, actions }: SimulatedService, operation: string): string {
  const action = actions?.[operation] ?? operation;
  return action.includes(':') ? action : `${iamPrefixes[name] ?? name}:${action}`;
}

/** What the service says; throws what is no answer to the question. */
async function answerOf(call: Call, handle: Operation['handle']): Promise<Answer> {
  try {
    return { output: { ...(await handle(call.input, call)) } };
  } catch (error) {
    const answer = answerIn(error);
    if (answer === undefined) throw error;
    return answer;
  }
}

function errorCodeOf(error: unknown): string {
  if (error instanceof AwsFault) return error.code;
  return error instanceof Error ? error.name : 'InternalFailure';
}
