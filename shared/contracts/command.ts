import * as z from 'zod';
import { RegionName } from './fields.ts';

const Json = z.json();

/** The one mutating call that a step decided to make. */
export const Command = z.object({
  service: z.string(),
  operation: z.string(),
  region: RegionName,
  input: z.record(z.string(), Json),
});
export type Command = z.output<typeof Command>;

export const Evidence = z.record(z.string(), Json);
export type Evidence = z.output<typeof Evidence>;

/** How an execution of Step Functions may end without success. */
export const ExecutionEnding = z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']);
export type ExecutionEnding = z.output<typeof ExecutionEnding>;
