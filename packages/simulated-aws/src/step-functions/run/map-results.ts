import type { ResultWriter } from '../definition/map-fields.ts';
import { resultOfChild } from '../execution-view.ts';
import { isList, type Json } from '../json.ts';
import type { MapRun, Unit } from './execution.ts';

export type ResultKind = 'FAILED' | 'PENDING' | 'SUCCEEDED';
export const resultKinds: readonly ResultKind[] = ['FAILED', 'PENDING', 'SUCCEEDED'];

type Transformation = 'NONE' | 'COMPACT' | 'FLATTEN';

/** docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html: NONE for what is exported, COMPACT otherwise. */
export const transformationOf = (writer: ResultWriter | undefined): Transformation =>
  writer?.WriterConfig?.Transformation ?? (writer?.Resource === undefined ? 'COMPACT' : 'NONE');

export const resultsOf = (units: readonly Unit[], how: Transformation, now: number): readonly Json[] =>
  units.flatMap((unit) => resultOf(unit, how, now));

function resultOf({ input, child }: Unit, how: Transformation, now: number): readonly Json[] {
  if (child === undefined) return [{ Input: input.text, InputDetails: { Included: true }, Status: 'PENDING' }];
  // What failed is shown whole, whatever the transformation.
  if (how === 'NONE' || child.output === undefined) return [resultOfChild(child, now)];
  const { value } = child.output;
  return how === 'FLATTEN' && isList(value) ? value : [value];
}

export function kindOf({ child }: Unit): ResultKind {
  if (child === undefined) return 'PENDING';
  return child.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED';
}

/** Those that this attempt of the run has to tell of: what an earlier one saw succeed stands in its own file. */
export const unitsOfAttempt = ({ units = [], redriveCount }: MapRun): readonly Unit[] =>
  units.filter(({ child, attempt }) => child?.status !== 'SUCCEEDED' || attempt === redriveCount);
