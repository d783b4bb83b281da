import type { Output } from '../../call.ts';
import { unlessCancelled } from '../cancellation.ts';
import type { MapState } from '../definition/states.ts';
import { StateFailure } from '../failure.ts';
import { type ErrorNames, failureOfFault } from '../integrations/integration.ts';
import { isObject, type JsonObject } from '../json.ts';
import { evaluate } from '../jsonata/evaluate.ts';
import type { Template } from '../jsonata/template.ts';
import { bindingsOf } from './bindings.ts';
import type { Visit } from './flow.ts';

const names: ErrorNames = { prefix: 'S3', service: 'S3', unlisted: 'AmazonS3Exception' };

type Request = Readonly<{
  operation: 'GetObject' | 'ListObjectsV2' | 'PutObject';
  input: Readonly<Record<string, unknown>>;
}>;

/** Calls S3 as the machine's role; fails with `error`, in the words of S3 after those of `what`. */
export type AskS3 = (request: Request) => Promise<Output>;

export function askS3(visit: Visit<MapState>, error: string, what: string): AskS3 {
  const { engine, execution } = visit.flow;
  const { region, roleArn, name } = execution.machine;
  const principal = { kind: 'role' as const, role: roleArn, session: name };
  const where = `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.eventId}).`;
  return async (request) => {
    const requestId = engine.world.random.uuid();
    try {
      return await engine.world.dispatch({ ...request, service: 's3', region, principal, requestId });
    } catch (fault) {
      const failure = failureOfFault(fault, names, requestId);
      if (failure.error === 'NotSimulated') throw failure;
      throw new StateFailure(error, `${where} ${what} ${failure.explanation}`, { cause: failure });
    }
  };
}

/** As `ask`, until the state is ended from outside. */
export const whileRunning =
  ({ flow }: Visit<MapState>, ask: AskS3): AskS3 =>
  (request) =>
    unlessCancelled(flow.cancellation, ask(request));

export async function argumentsOf(
  visit: Visit<MapState>,
  { template, location }: { template: Template | undefined; location: string },
  retryCount: number,
): Promise<JsonObject> {
  const value = template === undefined ? {} : await evaluate(template, location, bindingsOf(visit, { retryCount }));
  return isObject(value) ? value : {};
}
