import { createInterface } from 'node:readline/promises';
import type { SimulatedAws } from 'simulated-aws';
import { operate } from 'simulated-aws/operate.ts';
import type { Landscape } from './landscape/build.ts';
import type { LiveTimeline } from './live-timeline.ts';
import { type AnswerCommand, answerOfPerson, answerOfRehearsal, commandsIn, isYesOrNo, signed } from './operator.ts';

/** Whose name stands under an answer. */
const answerer = { auto: 'the rehearsal', me: 'the person at this keyboard', nobody: 'nobody' } as const;

export type NoticeSettings = Readonly<{
  aws: SimulatedAws;
  topicArn: string;
  timeline: LiveTimeline;
  /** The rehearsal answers, or the person at this keyboard, or nobody does. */
  answers: 'auto' | 'me' | 'nobody';
  landscape: Pick<Landscape, 'carryOut'>;
}>;

/**
 * The operator of a rehearsal: reads each notice as it arrives and answers with the very command that stands in it. A step
 * that failed is not saved by the rehearsal: it answers abort, so that the report shows what was wrong. Nor does it accept a loss.
 */
export function watchNotices(settings: NoticeSettings): { stop: () => void } {
  const { aws, topicArn, timeline, answers, landscape } = settings;

  const send = async ({ region, taskToken, output }: AnswerCommand, answer: string) => {
    const signedOutput = signed({ region, taskToken, output }, answerer[answers], `${answer}, in a rehearsal`);
    const input = { taskToken, output: signedOutput };
    await operate(aws, { service: 'states', region, operation: 'SendTaskSuccess', input });
    timeline.say(`the operator answers: ${answer}`);
  };

  const read = async (subject: string, message: string): Promise<void> => {
    timeline.say(`notice: ${subject}`);
    const commands = commandsIn(message);
    if (commands.size === 0 || answers === 'nobody') return;
    const offered = [...commands.keys()];
    const isYes = isYesOrNo(offered) && answers === 'me' && (await timeline.hush(() => saysYes(message)));
    const answer = answers === 'me' ? answerOfPerson(offered, isYes) : answerOfRehearsal(offered);
    if (answer === 'approve')
      for (const done of await landscape.carryOut(stepIn(message))) timeline.say(`a person makes ${done}`);
    const command = commands.get(answer);
    if (command === undefined) timeline.say(`nobody answers: the notice offers ${offered.join(', ')}`);
    else await send(command, answer);
  };

  const stop = aws.sns.subscribe(topicArn, ({ subject, message }) => {
    read(subject ?? '', message).catch((error: unknown) =>
      timeline.say(`the notice could not be answered: ${String(error)}`),
    );
  });
  return { stop };
}

/** What a person at the keyboard says: yes goes on, anything else refuses. */
async function saysYes(message: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`\n${message}\nApprove? Type yes to go on: `);
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}

/** The step that a notice asks about; of an approval there is none. */
const stepIn = (message: string): string => /^Step: (\S+) \(/m.exec(message)?.[1] ?? '';
