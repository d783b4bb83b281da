import * as z from 'zod';
import { notSimulated } from '../../call.ts';
import { createFindings, DefinitionFault, diagnostic, diagnosticsOf } from './diagnostics.ts';
import { checkBlock, checkShape } from './graph.ts';
import { checkLabels } from './labels.ts';
import { mapProblem, refuseUnmodelled as refuseMapFields } from './map-fields.ts';
import { readText } from './read-text.ts';
import { refuseUnmodelled, resourceOf } from './resource.ts';
import { checkName } from './state-name.ts';
import { type Block, type MapState, type ParallelState, type State, schemas, type TaskState } from './states.ts';

/** What would change the outcome and is not modelled. */
const notModelled = ['Credentials'];

const Language = z.enum(['JSONata', 'JSONPath']);
const RawState = z.looseObject({ Type: z.string(), QueryLanguage: Language.optional() });
const RawBlock = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), z.unknown()) });
const Machine = z.strictObject({
  Comment: z.string().optional(),
  Version: z.literal('1.0').optional(),
  QueryLanguage: Language.default('JSONPath'),
  TimeoutSeconds: z.int().positive().max(99_999_999).optional(),
  ...RawBlock.shape,
});

type Reading = Readonly<{ isCalled: boolean }>;

export type Definition = Readonly<{ block: Block; timeoutSeconds: number | undefined }>;

type Scope = Readonly<{
  language: 'JSONata' | 'JSONPath';
  where: string;
  names: Set<string>;
  /** Whether Tasks will be carried out; a mocked one may call what is not modelled. */
  isCalled: boolean;
}>;

/** A machine as CreateStateMachine accepts it: parsed, compiled and checked; throws DefinitionFault or NotSimulated. */
export function parseDefinition(definition: unknown, { isCalled }: Reading = { isCalled: true }): Definition {
  const raw = typeof definition === 'string' ? readText(definition) : definition;
  const machine = parse(Machine, raw, '');
  const scope: Scope = { language: machine.QueryLanguage, where: '', names: new Set(), isCalled };
  const block = parseBlock(machine, scope);
  const problems = checkLabels(block);
  if (problems.length > 0) throw new DefinitionFault(problems);
  return { block, timeoutSeconds: machine.TimeoutSeconds };
}

function parse<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new DefinitionFault(diagnosticsOf(result.error, where));
}

function parseBlock(raw: z.output<typeof RawBlock>, scope: Scope): Block {
  const states = new Map<string, State>();
  const findings = createFindings();
  for (const [name, state] of Object.entries(raw.States)) {
    const problem = checkName(name, { taken: scope.names, where: scope.where });
    if (problem !== undefined) findings.add(problem);
    const where = `${scope.where}/States/${name}`;
    const parsed = findings.gather(() => parseState(state, { ...scope, where }));
    if (parsed !== undefined) states.set(name, parsed);
  }
  const block = { startAt: raw.StartAt, states };
  findings.add(...checkBlock(block, { where: scope.where, names: Object.keys(raw.States) }));
  findings.throwIfAny();
  return block;
}

function parseState(raw: unknown, scope: Scope): State {
  const known = parse(RawState, raw, scope.where);
  const language = known.QueryLanguage ?? scope.language;
  if (language === 'JSONPath') throw notSimulated(`states: the JSONPath state ${scope.where}`);
  const refused = notModelled.find((field) => field in known);
  if (refused !== undefined) throw notSimulated(`states: ${refused} of ${scope.where}`);
  return parseByType(known.Type, raw, { ...scope, language });
}

function parseByType(type: string, raw: unknown, scope: Scope): State {
  switch (type) {
    case 'Task':
      return parseTask(raw, scope);
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
      throw new DefinitionFault([
        diagnostic('SCHEMA_VALIDATION_FAILED', `there is no Type ${type}`, `${scope.where}/Type`),
      ]);
  }
}

function parseTask(raw: unknown, { where, isCalled }: Scope): TaskState {
  const { Resource, ...rest } = parse(schemas.Task, raw, where);
  const resource = resourceOf(Resource, where);
  if (isCalled) refuseUnmodelled(resource);
  return { ...rest, resource };
}

function parseParallel(raw: unknown, scope: Scope): ParallelState {
  const { Branches, ...rest } = parse(schemas.Parallel, raw, scope.where);
  const branches = Branches.map((branch, index) =>
    parseBlock(branch, { ...scope, where: `${scope.where}/Branches[${index}]` }),
  );
  return { ...rest, branches };
}

function parseMap(raw: unknown, scope: Scope): MapState {
  const { ItemProcessor, ...rest } = parse(schemas.Map, raw, scope.where);
  const { Mode, ExecutionType } = ItemProcessor.ProcessorConfig;
  if (ExecutionType === 'EXPRESS') throw notSimulated(`states: ExecutionType EXPRESS of ${scope.where}`);
  const problem = mapProblem(rest, Mode);
  if (problem !== undefined) throw new DefinitionFault([diagnostic('SCHEMA_VALIDATION_FAILED', problem, scope.where)]);
  refuseMapFields(rest, scope.where);
  const processor = parseBlock(ItemProcessor, { ...scope, where: `${scope.where}/ItemProcessor` });
  return { ...rest, processor, mode: Mode };
}

/** A state by itself, as TestState takes it: where it leads need not be there. */
export function parseLoneState(definition: string): State {
  const state = parseState(readText(definition), {
    language: 'JSONPath',
    where: '',
    names: new Set(),
    isCalled: false,
  });
  const problems = checkShape(state, '');
  if (problems.length > 0) throw new DefinitionFault(problems);
  return state;
}
