import type { Answer } from '../contracts/recovery/run.ts';
import { blanks, commandWithJson, pasteLines } from './paste.ts';

export type Question = Readonly<{
  region: string;
  taskToken: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
  answers: readonly Readonly<{ answer: Answer['answer']; meaning: string }>[];
}>;

const command = ({ region, taskToken }: Question, answer: string): string[] =>
  commandWithJson(
    `aws stepfunctions send-task-success --region ${region} --task-token '${taskToken}'`,
    '--task-output',
    { answer, ...blanks },
  );

/** One command for each answer, ready to be pasted once name and reason are filled in. */
export const answerLines = (question: Question): string[] => [
  `Answer until ${question.expiresAt}, by one of these commands. The first valid answer stands.`,
  ...pasteLines,
  ...question.answers.flatMap(({ answer, meaning }) => ['', `${answer}: ${meaning}`, ...command(question, answer)]),
];
