import * as z from 'zod';
import type { JsonObject } from '../json.ts';
import { invalid } from './invalid.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html, as far as a test may set it. */
const Context = z.strictObject({
  Execution: z
    .strictObject({
      Id: z.string().optional(),
      Input: z.json().optional(),
      Name: z.string().optional(),
      RoleArn: z.string().optional(),
      StartTime: z.string().optional(),
      RedriveCount: z.number().optional(),
      RedriveTime: z.string().optional(),
    })
    .optional(),
  State: z
    .strictObject({
      EnteredTime: z.string().optional(),
      Name: z.string().optional(),
      RetryCount: z.number().optional(),
    })
    .optional(),
  StateMachine: z.strictObject({ Id: z.string().optional(), Name: z.string().optional() }).optional(),
  Task: z.strictObject({ Token: z.string().optional() }).optional(),
});

export type MockedContext = z.output<typeof Context>;

/** Closed, as AWS's is; throws ValidationException. */
export function readContext(text: string): MockedContext {
  const value = parseText(text);
  if (typeof value === 'object' && value !== null && 'Map' in value)
    throw rejected(`'Map' field is not supported when mocking a Context object`);
  const result = Context.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw rejected(first === undefined ? 'it is not as documented' : problemOf(first));
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw rejected('must be valid JSON');
  }
}

const rejected = (what: string) => invalid(`Invalid Context object provided: ${what}`);

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Field '${issue.keys[0]}' is not allowed`;
  const expected = issue.code === 'invalid_type' ? issue.expected : 'valid value';
  const article = expected === 'object' ? 'an' : 'a';
  const place = issue.path.map(String).join('.');
  return place === '' ? 'must be a JSON object' : `${place} must be ${article} ${expected}`;
}

/** Leaves out what the test did not set. */
export function given(members: Readonly<Record<string, JsonObject[string] | undefined>> = {}): JsonObject {
  const set: [string, JsonObject[string]][] = [];
  for (const [name, value] of Object.entries(members)) if (value !== undefined) set.push([name, value]);
  return Object.fromEntries(set);
}
