import * as z from 'zod';
import { momentIn, wantedMoment } from '../instant.ts';
import type { Json } from '../json.ts';
import { sourceIn } from '../jsonata/expression.ts';
import { type Template as CompiledTemplate, templateOf } from '../jsonata/template.ts';

/** Any JSON, with expressions anywhere in it. */
export const Template = z.json().transform(compile);

const Expression = z.string().refine(isExpression, 'must be a JSONata expression between {% and %}');

const longestSeconds = 99_999_999;

const VariableName = z
  .string()
  .regex(/^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u, 'a variable is named by a Unicode identifier of 80 characters')
  .refine((name) => name !== 'states', 'the name states is reserved');

export const AssignField = z.record(VariableName, z.json()).transform(compile);

const allErrors = 'States.ALL';
const ErrorEquals = z
  .array(z.string())
  .min(1)
  .refine((names) => names.length === 1 || !names.includes(allErrors), `${allErrors} must appear alone`);

/** docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
const endOfMaxDelay = 31_622_400;
export const Retrier = z
  .strictObject({
    Comment: z.string().optional(),
    ErrorEquals,
    IntervalSeconds: z.int().positive().max(longestSeconds).default(1),
    MaxAttempts: z.int().nonnegative().max(99_999_999).default(3),
    BackoffRate: z.number().min(1).default(2),
    MaxDelaySeconds: z.int().positive().lt(endOfMaxDelay).optional(),
    JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
  })
  .refine(
    ({ IntervalSeconds, MaxDelaySeconds }) => MaxDelaySeconds === undefined || MaxDelaySeconds > IntervalSeconds,
    {
      message: 'MaxDelaySeconds must be greater than IntervalSeconds',
      path: ['MaxDelaySeconds'],
    },
  );

const Catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals,
  Next: z.string(),
  Assign: AssignField.optional(),
  Output: Template.optional(),
});

const lastMessage = `${allErrors} must be the last to be named`;

export const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  Output: Template.optional(),
};

/** Where the state leads: to another one, or to the end. */
export const transition = {
  Next: z.string().optional(),
  End: z.literal(true).optional(),
  Assign: AssignField.optional(),
};

export type Retrier = z.output<typeof Retrier>;

export const NumberField = z.union([z.number().nonnegative(), Expression]).transform(compile);

/** Compiled here, so that a slip shows when the machine is created. */
function compile(value: Json, context: z.RefinementCtx): CompiledTemplate {
  try {
    return templateOf(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: `INVALID_JSONATA_EXPRESSION: ${wordsOf(error)}`, input: value });
    return z.NEVER;
  }
}

function wordsOf(error: unknown): string {
  return typeof error === 'object' && error !== null ? String(Reflect.get(error, 'message')) : String(error);
}

/** Of a Task: from one second on. */
export const LimitField = z.union([z.int().positive().max(longestSeconds), Expression]).transform(compile);
/** Of a Wait, which may be none. */
export const SecondsField = z.union([z.int().nonnegative().max(longestSeconds), Expression]).transform(compile);
export const TimestampField = z
  .string()
  .refine((text) => isExpression(text) || momentIn(text) !== undefined, wantedMoment)
  .transform(compile);

function isExpression(text: string): boolean {
  return sourceIn(text) !== undefined;
}

export const TextField = z.string().transform(compile);
export const ConditionField = z.union([z.boolean(), Expression]).transform(compile);
/** An object is for Distributed Maps only, which the evaluation sees to. */
export const ItemsField = z.union([z.array(z.json()), z.record(z.string(), z.json()), Expression]).transform(compile);

export const handlers = {
  Retry: z.array(Retrier).refine(isAllLast, lastMessage).default([]),
  Catch: z.array(Catcher).refine(isAllLast, lastMessage).default([]),
};

function isAllLast(handlers: readonly { ErrorEquals: readonly string[] }[]): boolean {
  return handlers.slice(0, -1).every(({ ErrorEquals: names }) => !names.includes(allErrors));
}
