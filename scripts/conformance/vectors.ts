import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** Recorded runs of state machines on AWS; the README beside the file says what each field means. */
const Task = z.looseObject({ resource: z.string().optional(), parameters: z.json().optional() });
const Failure = z.looseObject({ error: z.string().optional(), cause: z.json().optional() });
const PerState = z.record(z.string(), z.array(z.json()));

const Expectation = z.looseObject({
  status: z.string().optional(),
  output: z.json().optional(),
  error: z.string().optional(),
  cause: z.json().optional(),
  events: z.array(z.string()).optional(),
  path: z.array(z.string()).optional(),
  stateInputs: PerState.optional(),
  stateOutputs: PerState.optional(),
  assignedVariables: PerState.optional(),
  tasksScheduled: z.array(Task).optional(),
  tasksFailed: z.array(Failure).optional(),
  evaluationsFailed: z.array(Failure).optional(),
});

const Vector = z.looseObject({
  id: z.string(),
  kind: z.string(),
  queryLanguage: z.string(),
  type: z.string().optional(),
  tags: z.array(z.string()),
  definition: z.json(),
  input: z.json().optional(),
  lambdas: z.record(z.string(), z.string()).optional(),
  expect: Expectation,
  nondeterministic: z.array(z.string()),
});
export type Vector = z.output<typeof Vector>;

export const readVectors = async (path: string): Promise<Vector[]> => {
  const text = await readFile(path, 'utf8');
  return z.object({ vectors: z.array(Vector) }).parse(JSON.parse(text)).vectors;
};
