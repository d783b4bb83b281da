import { StateFailure } from '../failure.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { type ErrorNames, metadataOf, type Submit, type TaskCall } from './integration.ts';
import { plainName } from './members.ts';
import { callModelled } from './modelled-call.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html */
const names: ErrorNames = {
  prefix: 'EventBridge',
  service: 'AmazonEventBridge',
  unlisted: 'AmazonEventBridgeException',
};

export const putEvents: Submit = async (call) => {
  const request = { service: 'events', operation: 'PutEvents', parameters: inputOf(call), nameOf: plainName };
  const output = await callModelled(call, request, () => names);
  const result = { ...output, ...metadataOf(call.requestId) };
  if (Number(output.FailedEntryCount ?? 0) > 0)
    throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(result));
  return { output: result };
};

function inputOf(call: TaskCall): JsonObject {
  const { Entries, ...rest } = call.parameters;
  return { ...rest, ...(isList(Entries) ? { Entries: Entries.map((entry) => entryOf(entry, call)) } : {}) };
}

/** A Detail that is not text is sent as JSON; the execution and its machine are among the Resources. */
function entryOf(entry: Json, { visit }: TaskCall): Json {
  if (!isObject(entry)) return entry;
  const { Detail, Resources } = entry;
  const { execution } = visit.flow;
  const own = [execution.arn, execution.machine.arn];
  return {
    ...entry,
    ...(Detail === undefined ? {} : { Detail: typeof Detail === 'string' ? Detail : JSON.stringify(Detail) }),
    Resources: [...(isList(Resources) ? Resources : []), ...own],
  };
}
