import { defined } from '../../defined.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Bindings } from '../jsonata/evaluate.ts';
import type { Visit } from './flow.ts';

/** What one evaluation sees beside the input of the state. */
export type Circumstances = Readonly<{
  result?: Json;
  errorOutput?: JsonObject;
  /** Absent from the context of states that cannot be retried. */
  retryCount?: number;
  taskToken?: string;
  mapContext?: JsonObject;
}>;

export function bindingsOf(visit: Visit, circumstances: Circumstances = {}): Bindings {
  const { engine, scope } = visit.flow;
  const { result, errorOutput } = circumstances;
  const states: Record<string, Json> = { input: visit.input.value, context: contextOf(visit, circumstances) };
  if (result !== undefined) states.result = result;
  if (errorOutput !== undefined) states.errorOutput = errorOutput;
  return { ...engine.functions, ...scope.variables, states };
}

/** docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
function contextOf({ flow, name, enteredAt }: Visit, circumstances: Circumstances): JsonObject {
  const { retryCount, taskToken, mapContext = flow.mapContext } = circumstances;
  return {
    ...flow.execution.context,
    State: { Name: name, EnteredTime: enteredAt, ...defined({ RetryCount: retryCount }) },
    ...(taskToken === undefined ? {} : { Task: { Token: taskToken } }),
    ...defined({ Map: mapContext }),
  };
}
