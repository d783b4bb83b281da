import * as z from 'zod';
import {
  AssignField,
  ConditionField,
  common,
  handlers,
  ItemsField,
  LimitField,
  NumberField,
  SecondsField,
  Template,
  TextField,
  TimestampField,
  transition,
} from './fields.ts';
import { distributedFields } from './map-fields.ts';
import type { Resource } from './resource.ts';

/**
 * The states of Amazon States Language with JSONata, closed: a field that a state does not know is refused.
 * https://states-language.net/spec.html, docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html
 */
const Rule = z.strictObject({
  Comment: z.string().optional(),
  Condition: ConditionField,
  Next: z.string(),
  Assign: AssignField.optional(),
  Output: Template.optional(),
});

const Raw = z.unknown();
const Branch = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), Raw) });
const Processor = z.looseObject({
  ...Branch.shape,
  ProcessorConfig: z
    .strictObject({
      Mode: z.enum(['INLINE', 'DISTRIBUTED']).default('INLINE'),
      ExecutionType: z.enum(['STANDARD', 'EXPRESS']).optional(),
    })
    .default({ Mode: 'INLINE' }),
});

export const schemas = {
  Pass: z.strictObject({ Type: z.literal('Pass'), ...common, ...transition }),
  Task: z.strictObject({
    Type: z.literal('Task'),
    ...common,
    ...transition,
    ...handlers,
    Resource: z.string(),
    Arguments: Template.optional(),
    TimeoutSeconds: LimitField.optional(),
    HeartbeatSeconds: LimitField.optional(),
  }),
  Choice: z.strictObject({
    Type: z.literal('Choice'),
    ...common,
    Assign: AssignField.optional(),
    Choices: z.array(Rule).min(1),
    Default: z.string().optional(),
  }),
  Wait: z.strictObject({
    Type: z.literal('Wait'),
    ...common,
    ...transition,
    Seconds: SecondsField.optional(),
    Timestamp: TimestampField.optional(),
  }),
  Succeed: z.strictObject({ Type: z.literal('Succeed'), ...common }),
  Fail: z.strictObject({
    Type: z.literal('Fail'),
    Comment: common.Comment,
    QueryLanguage: common.QueryLanguage,
    Error: TextField.optional(),
    Cause: TextField.optional(),
  }),
  Parallel: z.strictObject({
    Type: z.literal('Parallel'),
    ...common,
    ...transition,
    ...handlers,
    Arguments: Template.optional(),
    Branches: z.array(Branch).min(1),
  }),
  Map: z.strictObject({
    Type: z.literal('Map'),
    ...common,
    ...transition,
    ...handlers,
    ...distributedFields,
    Items: ItemsField.optional(),
    ItemSelector: Template.optional(),
    ItemProcessor: Processor,
    MaxConcurrency: NumberField.optional(),
    ToleratedFailureCount: NumberField.optional(),
    ToleratedFailurePercentage: NumberField.optional(),
    Label: z.string().optional(),
  }),
};

export type TaskState = Omit<z.output<typeof schemas.Task>, 'Resource'> & { resource: Resource };

export type PassState = z.output<typeof schemas.Pass>;

export type ChoiceState = z.output<typeof schemas.Choice>;
export type WaitState = z.output<typeof schemas.Wait>;
export type SucceedState = z.output<typeof schemas.Succeed>;
export type FailState = z.output<typeof schemas.Fail>;

export type MapState = Omit<z.output<typeof schemas.Map>, 'ItemProcessor'> & {
  processor: Block;
  mode: 'INLINE' | 'DISTRIBUTED';
};
export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export type Block = Readonly<{ startAt: string; states: ReadonlyMap<string, State> }>;

export type ParallelState = Omit<z.output<typeof schemas.Parallel>, 'Branches'> & { branches: readonly Block[] };

/** States that Retry and Catch belong to. */
export type HandledState = TaskState | ParallelState | MapState;

/** The blocks of states within a state. */
export function blocksIn(state: State): readonly Block[] {
  if (state.Type === 'Parallel') return state.branches;
  return state.Type === 'Map' ? [state.processor] : [];
}
