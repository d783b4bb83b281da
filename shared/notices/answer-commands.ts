import type { Answer } from '../contracts/run.ts';

export type Question = Readonly<{
  region: string;
  taskToken: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
  answers: readonly Readonly<{ answer: Answer['answer']; meaning: string }>[];
}>;

const command = ({ region, taskToken }: Question, answer: string): string => {
  const output = `{"answer":"${answer}","operator":"<your name>","reason":"<why>"}`;
  return `aws stepfunctions send-task-success --region ${region} --task-token '${taskToken}' --task-output '${output}'`;
};

/** One command for each answer, ready to be pasted once name and reason are filled in. */
export const answerLines = (question: Question): string[] => [
  `Answer until ${question.expiresAt}. Put your name and your reason into one of these:`,
  ...question.answers.flatMap(({ answer, meaning }) => ['', `${answer}: ${meaning}`, command(question, answer)]),
];
