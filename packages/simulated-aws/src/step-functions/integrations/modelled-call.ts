import type { OperationModel, ServiceModel } from '../../wire/model.ts';
import { isObject, type Json, type JsonObject, jsonOf } from '../json.ts';
import { callAws, type ErrorNames, type TaskCall } from './integration.ts';
import { fromSdk, type Style, toSdk } from './members.ts';
import { loadModel } from './models.ts';

type Shapes = Readonly<{ inputOf: (parameters: JsonObject) => object; resultOf: (answer: object) => Json }>;

const asItIs: Shapes = { inputOf: (parameters) => parameters, resultOf: (answer) => jsonOf(answer) ?? {} };

type Request = Readonly<{ service: string; operation: string; parameters: JsonObject; nameOf: Style['nameOf'] }>;

/** A call whose members are named as Tasks name them, both ways. */
export async function callModelled(
  call: TaskCall,
  { service, operation, parameters, nameOf }: Request,
  namesOf: (model: ServiceModel | undefined) => ErrorNames,
): Promise<JsonObject> {
  const model = await loadModel(call.visit.flow.engine.world.clock, service);
  const { inputOf, resultOf } = shapesOf(model?.operations.get(operation), {
    nameOf,
    isRaw: model?.entry.isRaw ?? false,
  });
  const request = { service, operation, input: { ...inputOf(parameters) } };
  const { $metadata: _, ...answer } = await callAws(call, request, namesOf(model));
  const result = resultOf(answer);
  return isObject(result) ? result : {};
}

function shapesOf(operation: OperationModel | undefined, style: Style): Shapes {
  if (operation === undefined) return asItIs;
  const inputOf = (parameters: JsonObject): object => {
    const converted = toSdk(operation.input, parameters, style);
    return typeof converted === 'object' && converted !== null ? converted : {};
  };
  return { inputOf, resultOf: (answer) => fromSdk(operation.output, answer, style) };
}
