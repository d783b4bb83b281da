import * as z from 'zod';
import { Duration } from '../fields.ts';

export const AskOperatorSpec = z.strictObject({
  question: z.string().min(1).max(500),
  timeout: Duration,
});
export type AskOperatorSpec = z.output<typeof AskOperatorSpec>;
