import * as z from 'zod';
import { durationWithin } from '../fields.ts';

export const AskOperatorSpec = z.strictObject({
  question: z.string().min(1).max(500),
  timeout: durationWithin('1m', '7d'),
});
export type AskOperatorSpec = z.output<typeof AskOperatorSpec>;
