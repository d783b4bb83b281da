import type { RunbookName } from '../contracts/fields.ts';
import type { Answer } from '../contracts/run.ts';
import type { AcceptedLoss } from '../domain/clearance.ts';

export type ApprovalAnswers = Readonly<{
  answers: readonly Answer['answer'][];
  /** What the evidence says would be lost. */
  stated: AcceptedLoss;
  /** The other way of the plan, and how long it took before. */
  restore: Readonly<{ runbook: RunbookName; expectation: string }> | undefined;
}>;

const acceptMeaning = (stated: AcceptedLoss): string =>
  stated.kind === 'upTo'
    ? `carry out the steps above and lose up to ${stated.seconds} s of data; when it comes to more, the promotion refuses`
    : 'carry out the steps above however much data is lost: nobody knows how much';

const restoreMeaning = (restore: ApprovalAnswers['restore']): string =>
  `leave the steps above and carry out runbook ${restore?.runbook ?? 'of the plan'}, which restores from a backup, in this run; recovery time: ${restore?.expectation ?? 'not known'}`;

const meaningOf = (answer: Answer['answer'], { stated, restore }: ApprovalAnswers): string => {
  switch (answer) {
    case 'approve':
      return 'carry out the steps above';
    case 'acceptLoss':
      return acceptMeaning(stated);
    case 'restore':
      return restoreMeaning(restore);
    case 'refuse':
      return 'do nothing and end this run';
    default:
      return 'not an answer to this question';
  }
};

/** Each answer that will be taken, with what comes of it. */
export const meaningsOf = (asked: ApprovalAnswers) =>
  asked.answers.map((answer) => ({ answer, meaning: meaningOf(answer, asked) }));
