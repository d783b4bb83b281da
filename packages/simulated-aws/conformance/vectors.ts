import * as z from 'zod';
import { Complaint, wordsOf } from '../src/complaint.ts';

/** What was recorded of AWS; the README beside a file of vectors says what each field means. */
const Vector = z.looseObject({
  id: z.string().min(1),
  kind: z.enum(['execution', 'testState', 'validation']),
  queryLanguage: z.enum(['JSONata', 'JSONPath', 'mixed']),
  type: z.enum(['STANDARD', 'EXPRESS']).optional(),
  operation: z.string().optional(),
  tags: z.array(z.string()).default([]),
  definition: z.json(),
  input: z.json().optional(),
  lambdas: z.record(z.string(), z.string()).optional(),
  expect: z.record(z.string(), z.json()).refine((members) => Object.keys(members).length > 0, 'nothing is expected'),
  nondeterministic: z.array(z.string()).default([]),
  stateName: z.string().optional(),
  inspectionLevel: z.enum(['INFO', 'DEBUG', 'TRACE']).optional(),
  severity: z.enum(['ERROR', 'WARNING']).optional(),
  mock: z.record(z.string(), z.json()).optional(),
  stateConfiguration: z.record(z.string(), z.json()).optional(),
  context: z.json().optional(),
  variables: z.json().optional(),
  revealSecrets: z.boolean().optional(),
});

const File = z.object({ vectors: z.array(Vector).min(1, 'there is no vector in it') });

export type Vector = z.output<typeof Vector>;

/** Throws Complaint for a file that is no list of vectors, or an empty one: what checks nothing must not pass. */
export function readVectors(text: string, file: string): readonly Vector[] {
  const result = File.safeParse(parseText(text, file));
  if (!result.success)
    throw new Complaint(`${file} holds no vectors as they should be:\n${z.prettifyError(result.error)}`);
  const { vectors } = result.data;
  const ids = vectors.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Complaint(`${file} has two vectors of the id ${twice}`);
  return vectors;
}

function parseText(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Complaint(`${file} is not JSON: ${wordsOf(error)}`);
  }
}
