import { defined } from '../../defined.ts';
import { expressionsIn, type Template } from '../jsonata/template.ts';
import { type Diagnostic, diagnostic } from './diagnostics.ts';
import type { HandledState, State } from './states.ts';

/**
 * docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#reserved-variable-states: `$states.result` is there
 * for Assign and Output once a Task, Map or Parallel has succeeded, `$states.errorOutput` within a Catch; AWS refuses
 * either of them elsewhere when the machine is created.
 */
type Bounded = 'result' | 'errorOutput';

const bounded: readonly Bounded[] = ['result', 'errorOutput'];

export const checkReserved = (state: State, where: string): Diagnostic[] =>
  fieldsOf(state).flatMap((field) => problemsOf(field, where));

type Field = Readonly<{ location: string; template: Template | undefined; seen?: Bounded }>;

function fieldsOf(state: State): Field[] {
  switch (state.Type) {
    case 'Task': {
      const { Arguments, TimeoutSeconds, HeartbeatSeconds } = state;
      return [...own({ Arguments, TimeoutSeconds, HeartbeatSeconds }), ...handledFields(state)];
    }
    case 'Parallel':
      return [...own({ Arguments: state.Arguments }), ...handledFields(state)];
    case 'Map':
      return [...mapFields(state), ...handledFields(state)];
    case 'Choice':
      return choiceFields(state);
    case 'Wait':
      return [...own({ Seconds: state.Seconds, Timestamp: state.Timestamp }), ...endingFields(state, '')];
    case 'Fail':
      return own({ Error: state.Error, Cause: state.Cause });
    case 'Pass':
    case 'Succeed':
      return endingFields(state, '');
    default:
      return state satisfies never;
  }
}

const own = (templates: Readonly<Record<string, Template | undefined>>): Field[] =>
  Object.entries(templates).map(([location, template]) => ({ location, template }));

const handledFields = (state: HandledState): Field[] => [
  ...endingFields(state, '', 'result'),
  ...state.Catch.flatMap((catcher, index) => endingFields(catcher, `Catch[${index}]/`, 'errorOutput')),
];

type Ending = Readonly<{ Assign?: Template | undefined; Output?: Template | undefined }>;

function endingFields({ Assign, Output }: Ending, prefix: string, seen?: Bounded): Field[] {
  const rest = defined({ seen });
  return [
    { location: `${prefix}Assign`, template: Assign, ...rest },
    { location: `${prefix}Output`, template: Output, ...rest },
  ];
}

function mapFields(state: Extract<State, { Type: 'Map' }>): Field[] {
  const { Items, ItemSelector, MaxConcurrency, ToleratedFailureCount, ToleratedFailurePercentage } = state;
  const { ItemReader, ItemBatcher, ResultWriter } = state;
  return own({
    Items,
    ItemSelector,
    MaxConcurrency,
    ToleratedFailureCount,
    ToleratedFailurePercentage,
    'ItemReader/Arguments': ItemReader?.Arguments,
    'ItemBatcher/BatchInput': ItemBatcher?.BatchInput,
    'ResultWriter/Arguments': ResultWriter?.Arguments,
  });
}

const choiceFields = (state: Extract<State, { Type: 'Choice' }>): Field[] => [
  ...endingFields(state, ''),
  ...state.Choices.flatMap((rule, index) => [
    { location: `Choices[${index}]/Condition`, template: rule.Condition },
    ...endingFields(rule, `Choices[${index}]/`),
  ]),
];

function problemsOf({ location, template, seen }: Field, where: string): Diagnostic[] {
  if (template === undefined) return [];
  const used = new Set(expressionsIn(template).flatMap(({ reserved }) => [...reserved]));
  return bounded
    .filter((name) => name !== seen && used.has(name))
    .map((name) =>
      diagnostic('SCHEMA_VALIDATION_FAILED', `$states.${name} is not accessible in this field`, `${where}/${location}`),
    );
}
