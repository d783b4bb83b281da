import { createInterface } from 'node:readline/promises';
import { SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { SimulatedAws } from 'simulated-aws';
import type { LiveTimeline } from './live-timeline.ts';
import { type AnswerCommand, commandsIn, signed } from './operator.ts';

export type NoticeSettings = Readonly<{
  aws: SimulatedAws;
  topicArn: string;
  timeline: LiveTimeline;
  /** The rehearsal answers, or the person at this keyboard, or nobody does. */
  answers: 'auto' | 'me' | 'nobody';
  client: (region: string) => SFNClient;
}>;

/** Whose name stands under an answer. */
const answerer = { auto: 'the rehearsal', me: 'the person at this keyboard', nobody: 'nobody' } as const;

/** What a person at the keyboard says: yes goes on, anything else refuses. */
const askHere = async (subject: string): Promise<'approve' | 'refuse'> => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`\n${subject}\nApprove? Type yes to go on: `);
  terminal.close();
  return answer.trim().toLowerCase() === 'yes' ? 'approve' : 'refuse';
};

/**
 * The operator of a rehearsal: reads each notice as it arrives and answers with the very command that stands in it. A step
 * that failed is not saved by the rehearsal: it answers abort, so that the report shows what was wrong.
 */
export const watchNotices = (settings: NoticeSettings): { stop: () => void } => {
  const { aws, topicArn, timeline, answers, client } = settings;

  const send = async ({ region, taskToken, output }: AnswerCommand, answer: string) => {
    const signedOutput = signed({ region, taskToken, output }, answerer[answers], `${answer}, in a rehearsal`);
    await client(region).send(new SendTaskSuccessCommand({ taskToken, output: signedOutput }));
    timeline.say(`the operator answers: ${answer}`);
  };

  const read = async (subject: string, message: string): Promise<void> => {
    timeline.say(`notice: ${subject}`);
    const commands = commandsIn(message);
    if (commands.size === 0 || answers === 'nobody') return;
    const isApproval = commands.has('approve');
    const answer =
      isApproval && answers === 'me' ? await timeline.hush(() => askHere(message)) : isApproval ? 'approve' : 'abort';
    const command = commands.get(answer);
    if (command) await send(command, answer);
  };

  const stop = aws.sns.subscribe(topicArn, ({ subject, message }) => {
    read(subject ?? '', message).catch((error: unknown) =>
      timeline.say(`the notice could not be answered: ${String(error)}`),
    );
  });
  return { stop };
};
