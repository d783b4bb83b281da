import type { Answer } from '../contracts/recovery/run.ts';
import { blanks, commandWithJson, inPowerShell, pasteLines } from './paste.ts';

const option = '--task-output';

export type Question = Readonly<{
  region: string;
  taskToken: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
  answers: readonly Readonly<{ answer: Answer['answer']; meaning: string }>[];
}>;

/** One command for each answer, ready to be pasted once name and reason are filled in. */
export const answerLines = (question: Question): string[] => [
  `Answer until ${question.expiresAt}, by one of these commands. The first valid answer stands.`,
  ...pasteLines,
  ...question.answers.flatMap(({ answer, meaning }) => [
    '',
    `${answer}: ${meaning}`,
    ...commandWithJson(tellStepFunctions(question), option, { answer, ...blanks }),
  ]),
  ...onWindows(question),
];

/** A token is of letters, digits and + / =; in these quotation marks it is one word in every shell, cmd among them. */
const tellStepFunctions = ({ region, taskToken }: Question): string =>
  `aws stepfunctions send-task-success --region ${region} --task-token "${taskToken}"`;

/** Where there are no here-documents: one answer, of which the others differ by their word. */
const onWindows = (question: Question): string[] =>
  question.answers
    .slice(0, 1)
    .flatMap(({ answer }) => [
      '',
      `In PowerShell, for ${answer} or, with its word in that place, any other answer:`,
      ...inPowerShell(tellStepFunctions(question), option, { answer, ...blanks }),
    ]);
