import type { OperationModel, ServiceModel } from '../../wire/model.ts';
import { isObject, type Json, type JsonObject, jsonOf } from '../json.ts';
import { callAws, type ErrorNames, type TaskCall } from './integration.ts';
import { fromSdk, toSdk } from './members.ts';
import { loadModel } from './models.ts';

type Shapes = Readonly<{ inputOf: (parameters: JsonObject) => object; resultOf: (answer: object) => Json }>;

/** DynamoDB's handlers take and give what stands on the wire, whose members have capitals already. */
const asItIs: Shapes = { inputOf: (parameters) => parameters, resultOf: (answer) => jsonOf(answer) ?? {} };

const shapesOf = (model: ServiceModel | undefined, operation: OperationModel | undefined): Shapes => {
  if (operation === undefined || model?.entry.isRaw) return asItIs;
  const inputOf = (parameters: JsonObject): object => {
    const converted = toSdk(operation.input, parameters);
    return typeof converted === 'object' && converted !== null ? converted : {};
  };
  return { inputOf, resultOf: (answer) => fromSdk(operation.output, answer) };
};

type Request = Readonly<{ service: string; operation: string; parameters: JsonObject }>;

/** A call whose members are named as Tasks name them, both ways. */
export const callModelled = async (
  call: TaskCall,
  { service, operation, parameters }: Request,
  namesOf: (model: ServiceModel | undefined) => ErrorNames,
): Promise<JsonObject> => {
  const model = await loadModel(call.visit.flow.engine.world.clock, service);
  const { inputOf, resultOf } = shapesOf(model, model?.operations.get(operation));
  const request = { service, operation, input: { ...inputOf(parameters) } };
  const { $metadata: _, ...answer } = await callAws(call, request, namesOf(model));
  const result = resultOf(answer);
  return isObject(result) ? result : {};
};
