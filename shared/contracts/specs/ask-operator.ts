import * as z from 'zod';
import { defineKind } from '../define-kind.ts';
import { durationWithin } from '../fields.ts';

const AskOperatorSpec = z.strictObject({
  question: z.string().min(1).max(500),
  timeout: durationWithin('1m', '7d'),
});

export const askOperator = defineKind({
  name: 'askOperator',
  spec: AskOperatorSpec,
  effect: 'asks',
  names: () => [],
});
