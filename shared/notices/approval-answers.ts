import type { RunbookName } from '../contracts/fields.ts';
import type { Answer } from '../contracts/recovery/run.ts';
import type { AcceptedLoss } from '../domain/recovery/clearance.ts';

export type ApprovalAnswers = Readonly<{
  answers: readonly Answer['answer'][];
  /** What the evidence says would be lost. */
  stated: AcceptedLoss;
  /** A standby that has left its source would be the new primary. */
  isFork: boolean;
  /** Nobody knows until when writes went on, so that the loss grows until there are none. */
  isGrowing: boolean;
  /** The other way of the plan, and how long it took before. */
  restore: Readonly<{ runbook: RunbookName; expectation: string }> | undefined;
}>;

/** Each answer that will be taken, with what comes of it. */
export const meaningsOf = (asked: ApprovalAnswers) =>
  asked.answers.map((answer) => ({ answer, meaning: meaningOf(answer, asked) }));

function meaningOf(answer: Answer['answer'], asked: ApprovalAnswers): string {
  switch (answer) {
    case 'approve':
      return 'carry out the steps above';
    case 'acceptLoss':
      return acceptMeaning(asked);
    case 'restore':
      return restoreMeaning(asked.restore);
    case 'refuse':
      return 'do nothing and end this run';
    default:
      return 'not an answer to this question';
  }
}

function acceptMeaning(asked: ApprovalAnswers): string {
  if (!asked.isFork) return `carry out the steps above ${lossMeaning(asked)}`;
  const besides = asked.stated.kind === 'none' ? '' : `, ${lossMeaning(asked)}`;
  return `carry out the steps above, take the standby as it is for the new primary, and drop what the other side has written since it left${besides}`;
}

function lossMeaning({ stated, isGrowing }: ApprovalAnswers): string {
  if (stated.kind !== 'upTo') return 'however much data is lost: nobody knows how much';
  const more = isGrowing ? ', and what is written until the old primary is fenced or the replica is promoted' : '';
  return `and lose up to ${stated.seconds} s of data${more}; when it comes to more, the promotion refuses`;
}

const restoreMeaning = (restore: ApprovalAnswers['restore']): string =>
  `leave the steps above and carry out runbook ${restore?.runbook ?? 'of the plan'}, which restores from a backup, in this run; recovery time: ${restore?.expectation ?? 'not known'}`;
