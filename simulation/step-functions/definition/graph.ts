import type { Block, State } from './states.ts';

const targetsOf = (state: State): (string | undefined)[] => {
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
};

const namedTargets = (state: State): string[] => targetsOf(state).filter((target) => target !== undefined);

const reachable = ({ startAt, states }: Block): ReadonlySet<string> => {
  const reached = new Set([startAt]);
  for (const name of reached) {
    const state = states.get(name);
    for (const target of state === undefined ? [] : namedTargets(state)) reached.add(target);
  }
  return reached;
};

const shapeProblem = (name: string, state: State): string | undefined => {
  if ('End' in state && 'Next' in state && state.End !== undefined && state.Next !== undefined)
    return `State "${name}" has both Next and End`;
  const mustLead = state.Type !== 'Choice' && state.Type !== 'Succeed' && state.Type !== 'Fail';
  if (mustLead && state.Next === undefined && state.End === undefined)
    return `State "${name}" has neither Next nor End`;
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    return `State "${name}" must have one of Seconds and Timestamp`;
  return undefined;
};

/** What keeps the states from being a machine, in a sentence. */
export const checkBlock = (block: Block): string | undefined => {
  for (const [name, state] of block.states) {
    const problem = shapeProblem(name, state);
    if (problem !== undefined) return `SCHEMA_VALIDATION_FAILED: ${problem}`;
    const missing = namedTargets(state).find((target) => !block.states.has(target));
    if (missing !== undefined)
      return `MISSING_TRANSITION_TARGET: State "${name}" leads to "${missing}", which is not there`;
  }
  if (!block.states.has(block.startAt)) return `MISSING_TRANSITION_TARGET: StartAt "${block.startAt}" is not there`;
  const reached = reachable(block);
  const lost = [...block.states.keys()].find((name) => !reached.has(name));
  return lost === undefined ? undefined : `MISSING_TRANSITION_TARGET: State "${lost}" is not reachable.`;
};
