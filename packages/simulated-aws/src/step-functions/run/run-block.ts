import { plumbing } from '../../clock/plumbing.ts';
import { pause } from '../cancellation.ts';
import type { Block, State } from '../definition/states.ts';
import { Cancelled, runtimeError, StateFailure } from '../failure.ts';
import { isTruncated } from '../history.ts';
import type { Document } from '../json.ts';
import { EvaluationProblem } from '../jsonata/evaluate.ts';
import type { Standing } from './execution.ts';
import type { Flow, Outcome, Visit } from './flow.ts';
import { runMap } from './map.ts';
import { forgetParts } from './mark.ts';
import { evaluationFailure, exitDetails } from './outcome.ts';
import { runParallel } from './parallel.ts';
import { runAlone } from './run-alone.ts';
import { runTask } from './task.ts';

/** States that last, and so can be ended from outside. */
const aborted = {
  Task: 'TaskStateAborted',
  Wait: 'WaitStateAborted',
  Parallel: 'ParallelStateAborted',
  Map: 'MapStateAborted',
} as const;

/** The states from StartAt to an end; answers the output of the last one. Throws StateFailure or Cancelled. */
export async function runBlock(flow: Flow, block: Block, input: Document): Promise<Document> {
  const { mark } = flow;
  if (mark.output !== undefined) return mark.output;
  let standing = takeUp(flow, block, input);
  for (;;) {
    mark.standing = standing;
    const state = block.states.get(standing.name);
    if (state === undefined) throw runtimeError(`There is no state ${standing.name}.`);
    const { output, next } = await visitState(flow, standing, state);
    if (next === undefined) {
      mark.standing = undefined;
      mark.output = output;
      return output;
    }
    standing = standingAt(flow, next, output);
  }
}

/** Where a redrive goes on; the start of the block otherwise. */
function takeUp(flow: Flow, block: Block, input: Document): Standing {
  const standing = flow.mark.standing ?? standingAt(flow, block.startAt, input);
  flow.scope.variables = standing.variables;
  flow.line.last = standing.entered?.eventId ?? standing.after;
  return standing;
}

const standingAt = ({ line, scope }: Flow, name: string, input: Document): Standing => ({
  name,
  input,
  variables: scope.variables,
  after: line.last,
});

async function visitState(flow: Flow, standing: Standing, state: State): Promise<Outcome> {
  standing.entered ??= await enter(flow, standing, state);
  const { name, input, entered } = standing;
  const visit: Visit = { flow, name, state, input, enteredAt: entered.at, eventId: entered.eventId };
  try {
    const outcome = await run(visit);
    if (outcome.assigned !== undefined) flow.scope.variables = { ...flow.scope.variables, ...outcome.assigned };
    if (state.Type !== 'Fail')
      flow.execution.history.add(flow.line, `${state.Type}StateExited`, exitDetails(name, outcome));
    return outcome;
  } catch (error) {
    if (error instanceof StateFailure) forgetParts(standing, error.error);
    throw failureOf(visit, error);
  }
}

async function enter(flow: Flow, { name, input }: Standing, state: State) {
  const { engine, execution, line, cancellation } = flow;
  const { clock, awsTime, tell } = engine.world;
  if (execution.isDoomed) engine.stop(execution, {});
  const delay = engine.transitionDelay(execution);
  await pause(clock, awsTime(plumbing.stateTransitionSeconds) + delay, cancellation);
  const eventId = execution.history.add(line, `${state.Type}StateEntered`, {
    stateEnteredEventDetails: { name, input: input.text, inputDetails: isTruncated },
  });
  const at = clock.now();
  const { arn, machine } = execution;
  tell({ kind: 'stateEntered', at, machine: machine.name, execution: arn, state: name, stateType: state.Type });
  return { at: new Date(at).toISOString(), eventId };
}

function run(visit: Visit): Promise<Outcome> {
  const { state } = visit;
  switch (state.Type) {
    case 'Task':
      return runTask({ ...visit, state });
    case 'Parallel':
      return runParallel({ ...visit, state }, runBlock);
    case 'Map':
      return runMap({ ...visit, state }, runBlock);
    default:
      return runAlone({ ...visit, state });
  }
}

function failureOf(visit: Visit, error: unknown): unknown {
  const { state, flow } = visit;
  if (error instanceof EvaluationProblem) return evaluationFailure(visit, error);
  if (error instanceof Cancelled && state.Type in aborted && isLasting(state))
    flow.execution.history.add(flow.line, aborted[state.Type]);
  return error;
}

const isLasting = (state: State): state is Extract<State, { Type: keyof typeof aborted }> => state.Type in aborted;
