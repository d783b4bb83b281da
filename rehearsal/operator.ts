import * as z from 'zod';

const Output = z.object({ answer: z.string(), operator: z.string(), reason: z.string() });

/** The command of the notice that answers it with yes, taken apart as a shell would. */
export type AnswerCommand = Readonly<{ region: string; taskToken: string; output: string }>;

/**
 * What a person copies out of a notice: every `aws stepfunctions send-task-success` in it, by the answer it gives. The
 * rehearsal has nothing else to answer with, so a notice without a usable command fails the rehearsal.
 */
export function commandsIn(message: string): ReadonlyMap<string, AnswerCommand> {
  const pattern =
    /aws stepfunctions send-task-success\s+--region (\S+)\s+--task-token (\S+)\s+--task-output file:\/\/\/dev\/stdin <<'(\w+)'\n(.*)\n\3$/gm;
  const commands = [...message.matchAll(pattern)].map(([, region = '', taskToken = '', , output = '']) => ({
    region,
    taskToken: taskToken.replace(/^["']|["']$/g, ''),
    output,
  }));
  return new Map(commands.map((command) => [Output.parse(JSON.parse(command.output)).answer, command]));
}

/** The command's output with the name and the reason that its placeholders ask for. */
export const signed = (command: AnswerCommand, operator: string, reason: string): string =>
  JSON.stringify({ ...Output.parse(JSON.parse(command.output)), operator, reason });

/** Whether a yes or a no is asked for; the other questions are about steps that failed and runs that stand still. */
export const isYesOrNo = (offered: readonly string[]): boolean => offered.includes('refuse');

/** What a person at the keyboard says to what a notice offers. A yes accepts a loss where that is the only yes there is. */
export function answerOfPerson(offered: readonly string[], isYes: boolean): string {
  if (!isYesOrNo(offered)) return 'abort';
  if (!isYes) return 'refuse';
  return offered.includes('approve') ? 'approve' : 'acceptLoss';
}

/** What a rehearsal says to what a notice offers, with nobody there: yes to a plain question, no to all else. */
export const answerOfRehearsal = (offered: readonly string[]): string =>
  ['approve', 'abort', 'refuse'].find((answer) => offered.includes(answer)) ?? 'abort';
