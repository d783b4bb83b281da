import type * as z from 'zod';
import { Trigger } from '../../shared/contracts/detection/detect.ts';
import { InvalidInput } from '../../shared/errors.ts';
import { describeIssues } from '../../shared/lambda/parse-input.ts';

/** Throws InvalidInput, which names what is wrong. */
export function parseTrigger(trigger: unknown): Trigger {
  const parsed = Trigger.safeParse(trigger);
  if (parsed.success) return parsed.data;
  const issues = describeIssues(parsed.error.issues.flatMap(nearest));
  throw new InvalidInput('What started this execution is not a trigger of detection.', { issues });
}

type Issue = z.core.$ZodIssue;

/** Of the kinds of trigger, what is wrong with the one that it says it is. */
function nearest(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  return issue.errors.find((kind) => !kind.some(({ path }) => path[0] === 'by')) ?? [issue];
}
