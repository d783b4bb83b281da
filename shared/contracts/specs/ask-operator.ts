import * as z from 'zod';
import { about } from '../about.ts';
import { defineKind } from '../define-kind.ts';
import { durationWithin } from '../fields.ts';

const AskOperatorSpec = z
  .strictObject({
    question: z
      .string()
      .min(1)
      .max(500)
      .meta(
        about(
          'What the person is to do, and when to approve.',
          'Restore the newest backup as shielda-restored. Approve once it is available.',
        ),
      ),
    timeout: durationWithin('1m', '7d').meta(about('How long the question stays open.', '3h')),
  })
  .meta(about('A person does something by hand and says when it is done.'));

export const askOperator = defineKind({
  name: 'askOperator',
  spec: AskOperatorSpec,
  effect: 'asks',
  names: () => [],
});
