import type { Template } from '../jsonata/template.ts';
import { type Diagnostic, diagnostic } from './diagnostics.ts';
import { checkReserved } from './reserved.ts';
import type { Block, State } from './states.ts';

/** What a state may not be, wherever it stands. */
export function checkShape(state: State, where: string): Diagnostic[] {
  const problem = shapeProblem(state);
  const own = problem === undefined ? [] : [diagnostic('SCHEMA_VALIDATION_FAILED', problem, where)];
  return [...own, ...checkReserved(state, where)];
}

function shapeProblem(state: State): string | undefined {
  if ('End' in state && 'Next' in state && state.End !== undefined && state.Next !== undefined)
    return 'The state has both Next and End';
  const mustLead = state.Type !== 'Choice' && state.Type !== 'Succeed' && state.Type !== 'Fail';
  if (mustLead && state.Next === undefined && state.End === undefined) return 'The state has neither Next nor End';
  if (state.Type === 'Task' && numberIn(state.HeartbeatSeconds, 0) >= numberIn(state.TimeoutSeconds))
    return 'HeartbeatSeconds must be smaller than TimeoutSeconds';
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    return 'The state must have one of Seconds and Timestamp';
  return undefined;
}

/** `otherwise` where it is not given, or not known before it is evaluated. */
const numberIn = (template: Template | undefined, otherwise = Number.POSITIVE_INFINITY): number =>
  template?.kind === 'constant' ? Number(template.value) : otherwise;

type Place = Readonly<{ where: string; names: readonly string[] }>;

/** What keeps the states from being a machine. `names` are those of all its states, also of those that were refused. */
export const checkBlock = (block: Block, place: Place): Diagnostic[] => [
  ...[...block.states].flatMap(([name, state]) => checkShape(state, `${place.where}/States/${name}`)),
  ...missingTargets(block, place),
  ...pathProblems(block, place),
];

const missingTargets = (block: Block, { where, names }: Place): Diagnostic[] =>
  [...block.states].flatMap(([name, state]) =>
    namedTargets(state)
      .filter((target) => !names.includes(target))
      .map((target) =>
        diagnostic('MISSING_TRANSITION_TARGET', `Missing 'Next' target: ${target}`, `${where}/States/${name}/Next`),
      ),
  );

const namedTargets = (state: State): string[] => targetsOf(state).filter((target) => target !== undefined);

function targetsOf(state: State): (string | undefined)[] {
  switch (state.Type) {
    case 'Choice':
      return [...state.Choices.map(({ Next }) => Next), state.Default];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [state.Next, ...state.Catch.map(({ Next }) => Next)];
    case 'Pass':
    case 'Wait':
      return [state.Next];
    case 'Succeed':
    case 'Fail':
      return [];
    default:
      return state satisfies never;
  }
}

function pathProblems(block: Block, { where, names }: Place): Diagnostic[] {
  if (!names.includes(block.startAt))
    return [diagnostic('MISSING_TRANSITION_TARGET', `Missing 'StartAt' target: ${block.startAt}`, `${where}/StartAt`)];
  // What was refused already may lead anywhere.
  if (block.states.size < names.length || missingTargets(block, { where, names }).length > 0) return [];
  const reached = reachable(block);
  const lost = names
    .filter((name) => !reached.has(name))
    .map((name) =>
      diagnostic('MISSING_TRANSITION_TARGET', `State "${name}" is not reachable.`, `${where}/States/${name}`),
    );
  const hasEnd = [...block.states.values()].some(isEnd);
  return hasEnd ? lost : [...lost, diagnostic('MISSING_END_STATE', 'No state ends the machine', `${where}/States`)];
}

function reachable({ startAt, states }: Block): ReadonlySet<string> {
  const reached = new Set([startAt]);
  for (const name of reached) {
    const state = states.get(name);
    for (const target of state === undefined ? [] : namedTargets(state)) reached.add(target);
  }
  return reached;
}

const isEnd = (state: State): boolean =>
  state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End !== undefined);
