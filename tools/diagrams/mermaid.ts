import { isObject } from '../../deployment/is-object.ts';
import { type Machine, type State, statesOf } from '../../deployment/lint/asl.ts';

/** A flow chart of one machine: solid where all is well, dotted where something was caught. */
export function mermaidOf(machine: Machine): string {
  const states = statesOf(machine).filter(({ name }) => name in machine.States);
  const lines = states.flatMap(({ name, state }) => [
    `  ${shapeOf(name, state)}`,
    ...nextOf(state).map((next) => `  ${name} --> ${next}`),
    ...(state.Catch ?? []).map((rule) => `  ${name} -.-> ${rule.Next}`),
  ]);
  return ['```mermaid', 'flowchart TD', `  Start(( )) --> ${machine.StartAt}`, ...lines, '```'].join('\n');
}

function shapeOf(name: string, { Type, Resource }: State): string {
  if (Type === 'Choice') return `${name}{${name}}`;
  if (Type === 'Succeed' || Type === 'Fail') return `${name}([${name}])`;
  if (Type === 'Wait' || Resource?.endsWith('.waitForTaskToken')) return `${name}[/${name}/]`;
  return Type === 'Map' ? `${name}[[${name}]]` : `${name}[${name}]`;
}

/** Where a state leads when all is well; of a Choice every branch, its Default last. */
function nextOf(state: State): string[] {
  const choices = Array.isArray(state.Choices) ? state.Choices : [];
  const targets = choices.flatMap((choice: unknown) => (isObject(choice) ? [String(choice.Next)] : []));
  return [...new Set([...targets, ...(state.Default ? [state.Default] : []), ...(state.Next ? [state.Next] : [])])];
}
