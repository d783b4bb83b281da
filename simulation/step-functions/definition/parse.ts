import * as z from 'zod';
import { AwsFault, notSimulated } from '../../call.ts';
import { checkBlock } from './graph.ts';
import { mapProblem, refuseUnmodelled } from './map-fields.ts';
import { resourceOf } from './resource.ts';
import { type Block, type MapState, type ParallelState, type State, schemas, type TaskState } from './states.ts';

export type Definition = Readonly<{ block: Block; timeoutSeconds: number | undefined }>;

/** What would change the outcome and is not modelled. */
const notModelled = ['Credentials'];

const invalidDefinition = (message: string) =>
  new AwsFault('InvalidDefinition', `Invalid State Machine Definition: '${message}'`);

const Language = z.enum(['JSONata', 'JSONPath']);
const RawState = z.looseObject({ Type: z.string(), QueryLanguage: Language.optional() });
const RawBlock = z.looseObject({ StartAt: z.string(), States: z.record(z.string().max(80), z.unknown()) });
const Machine = z.strictObject({
  Comment: z.string().optional(),
  Version: z.literal('1.0').optional(),
  QueryLanguage: Language.default('JSONPath'),
  TimeoutSeconds: z.int().positive().max(99_999_999).optional(),
  ...RawBlock.shape,
});

const parse = <S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidDefinition(`SCHEMA_VALIDATION_FAILED at ${where}: ${z.prettifyError(result.error)}`);
};

type Scope = Readonly<{ language: 'JSONata' | 'JSONPath'; where: string; names: Set<string> }>;

const parseTask = (raw: unknown, where: string): TaskState => {
  const { Resource, ...rest } = parse(schemas.Task, raw, where);
  return { ...rest, resource: resourceOf(Resource) };
};

const parseParallel = (raw: unknown, scope: Scope): ParallelState => {
  const { Branches, ...rest } = parse(schemas.Parallel, raw, scope.where);
  return { ...rest, branches: Branches.map((branch) => parseBlock(branch, scope)) };
};

const parseMap = (raw: unknown, scope: Scope): MapState => {
  const { ItemProcessor, ...rest } = parse(schemas.Map, raw, scope.where);
  const { Mode, ExecutionType } = ItemProcessor.ProcessorConfig;
  if (ExecutionType === 'EXPRESS') throw notSimulated(`states: ExecutionType EXPRESS of ${scope.where}`);
  const problem = mapProblem(rest, Mode);
  if (problem !== undefined) throw invalidDefinition(`SCHEMA_VALIDATION_FAILED at ${scope.where}: ${problem}`);
  refuseUnmodelled(rest, scope.where);
  return { ...rest, processor: parseBlock(ItemProcessor, scope), mode: Mode };
};

const parseByType = (type: string, raw: unknown, scope: Scope): State => {
  switch (type) {
    case 'Task':
      return parseTask(raw, scope.where);
    case 'Parallel':
      return parseParallel(raw, scope);
    case 'Map':
      return parseMap(raw, scope);
    case 'Pass':
    case 'Choice':
    case 'Wait':
    case 'Succeed':
    case 'Fail':
      return parse(schemas[type], raw, scope.where);
    default:
      throw invalidDefinition(`SCHEMA_VALIDATION_FAILED at ${scope.where}: there is no Type ${type}`);
  }
};

const parseState = (raw: unknown, scope: Scope): State => {
  const known = parse(RawState, raw, scope.where);
  const language = known.QueryLanguage ?? scope.language;
  if (language === 'JSONPath') throw notSimulated(`states: the JSONPath state ${scope.where}`);
  const refused = notModelled.find((field) => field in known);
  if (refused !== undefined) throw notSimulated(`states: ${refused} of ${scope.where}`);
  return parseByType(known.Type, raw, { ...scope, language });
};

const parseBlock = (raw: z.output<typeof RawBlock>, scope: Scope): Block => {
  const states = new Map<string, State>();
  for (const [name, state] of Object.entries(raw.States)) {
    if (scope.names.has(name)) throw invalidDefinition(`DUPLICATE_STATE_NAME: ${name} at ${scope.where}`);
    scope.names.add(name);
    states.set(name, parseState(state, { ...scope, where: `${scope.where}/States/${name}` }));
  }
  const block = { startAt: raw.StartAt, states };
  const problem = checkBlock(block);
  if (problem !== undefined) throw invalidDefinition(`${problem} at ${scope.where}`);
  return block;
};

const readText = (definition: string): unknown => {
  try {
    return JSON.parse(definition);
  } catch (error) {
    throw invalidDefinition(`INVALID_JSON_DESCRIPTION: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** A machine as CreateStateMachine accepts it: parsed, compiled and checked; throws InvalidDefinition or NotSimulated. */
export const parseDefinition = (definition: unknown): Definition => {
  const raw = typeof definition === 'string' ? readText(definition) : definition;
  const machine = parse(Machine, raw, '/');
  const scope: Scope = { language: machine.QueryLanguage, where: '', names: new Set() };
  return { block: parseBlock(machine, scope), timeoutSeconds: machine.TimeoutSeconds };
};
