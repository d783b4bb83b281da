import { plumbing } from '../../clock/plumbing.ts';
import { createCancellation, pause, unlessCancelled } from '../cancellation.ts';
import type { MapState } from '../definition/states.ts';
import { Cancelled, errorAndCauseOf, StateFailure, thresholdExceeded } from '../failure.ts';
import { failureOfFault } from '../integrations/integration.ts';
import { executionErrors } from '../integrations/start-execution.ts';
import type { Json } from '../json.ts';
import type { Execution, Visit } from './flow.ts';
import type { MapSettings } from './map.ts';
import { inputOfItem } from './map-item.ts';
import { runPool } from './pool.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const mostChildren = 10_000;

const createTally = (tolerated: number) => {
  let failures = 0;
  /** The result of the item, or the end of the run when more have failed than may. */
  return (child: Execution): Json => {
    if (child.status === 'SUCCEEDED') return child.output?.value ?? null;
    failures += 1;
    if (failures > tolerated) throw thresholdExceeded();
    return { Error: child.error ?? child.status, Cause: child.cause ?? '' };
  };
};

/** Lets the role of the machine answer for the children: it needs states:StartExecution on the machine itself. */
const authorise = async ({ flow }: Visit<MapState>): Promise<void> => {
  const { world } = flow.engine;
  const { arn, region, roleArn } = flow.execution.machine;
  const principal = { kind: 'role' as const, role: roleArn };
  const requestId = world.random.uuid();
  const input = { stateMachineArn: arn };
  try {
    await world.dispatch({ service: 'states', operation: 'StartMapRun', region, principal, requestId, input });
  } catch (error) {
    throw failureOfFault(error, executionErrors, requestId);
  }
};

const runChildren = async (
  visit: Visit<MapState>,
  settings: MapSettings,
  place: { label: string; mapRunArn: string },
) => {
  const { engine, execution: parent, cancellation: outer } = visit.flow;
  const { items, maxConcurrency, toleratedFailures } = settings;
  const cancellation = createCancellation(outer);
  const tally = createTally(toleratedFailures);
  const results: Json[] = [];
  const runChild = async (index: number): Promise<void> => {
    const input = await inputOfItem(visit, settings, index);
    const child = engine.startMapChild({ parent, block: visit.state.processor, input, ...place });
    const forget = cancellation.onCancel(() => engine.stop(child, {}));
    await unlessCancelled(cancellation, child.ended).finally(forget);
    results[index] = tally(child);
  };
  const limit = maxConcurrency === 0 ? mostChildren : Math.min(maxConcurrency, mostChildren);
  try {
    await runPool({ count: items.length, limit, endAll: cancellation.cancel }, runChild);
    return results;
  } finally {
    cancellation.detach();
  }
};

export const runDistributed = async (visit: Visit<MapState>, settings: MapSettings): Promise<readonly Json[]> => {
  const { flow, state } = visit;
  const { world } = flow.engine;
  const { history, machine } = flow.execution;
  const label = state.Label ?? world.random.uuid();
  const mapRunArn = `${machine.arn.replace(':stateMachine:', ':mapRun:')}/${label}:${world.random.uuid()}`;
  history.add(flow.line, 'MapRunStarted', { mapRunStartedEventDetails: { mapRunArn } });
  try {
    await unlessCancelled(flow.cancellation, authorise(visit));
    const results = await runChildren(visit, settings, { label, mapRunArn });
    await pause(world.clock, world.awsTime(plumbing.distributedMapSeconds), flow.cancellation);
    history.add(flow.line, 'MapRunSucceeded');
    return results;
  } catch (error) {
    if (error instanceof Cancelled) history.add(flow.line, 'MapRunAborted');
    if (error instanceof StateFailure)
      history.add(flow.line, 'MapRunFailed', { mapRunFailedEventDetails: errorAndCauseOf(error) });
    throw error;
  }
};
