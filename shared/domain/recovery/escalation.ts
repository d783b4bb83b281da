import type { Plan } from '../../contracts/plan.ts';

/** A question that nobody could answer in the time would be no question. */
const leastSeconds = 60;

type Rules = Pick<Plan['response'], 'contacts' | 'escalateAfter' | 'approvalTimeout'>;

/** Whom the question goes to after so many questions that nobody answered. Nobody by name where the plan names nobody. */
export const contactOf = ({ contacts }: Rules, unanswered: number): string | undefined => contacts[unanswered];

export const isSomebodyLeft = ({ contacts }: Rules, unanswered: number): boolean => unanswered < contacts.length;

/** How long that one has. The last one has all that is left of the time for the answer. */
export function secondsToAnswer(rules: Rules, unanswered: number): number {
  const { escalateAfter, approvalTimeout } = rules;
  if (isSomebodyLeft(rules, unanswered + 1)) return escalateAfter;
  return Math.max(leastSeconds, approvalTimeout - unanswered * escalateAfter);
}
