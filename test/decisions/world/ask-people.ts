import { escalateApproval } from '../../../functions/escalate-approval/escalate-approval.ts';
import { recordAnswer } from '../../../functions/record-answer/record-answer.ts';
import { contactOf } from '../../../shared/domain/recovery/escalation.ts';
import { findRun } from '../../../shared/plans/find-run.ts';
import { entriesOf, type Run, runIdOf, tell } from './run.ts';
import { surroundingsOf } from './world.ts';

type Heard = Readonly<{ given: unknown }> | 'nothing';

/** Waits for the one answer. It goes away with its time, and with its first answer. */
const listen = ({ world, plan, ...run }: Run, seconds: number): Promise<Heard> =>
  new Promise((resolve) => {
    const runId = runIdOf({ world, plan, ...run });
    const stopListening = (heard: Heard): void => {
      if (world.questions.get(plan) === question) world.questions.delete(plan);
      resolve(heard);
    };
    const question = { runId, answer: (given: unknown) => stopListening({ given }) };
    world.questions.set(plan, question);
    world.turns.at(world.turns.now() + seconds * 1000, () => stopListening('nothing'));
  });

const ask = async (run: Run, unanswered: number, seconds: number): Promise<Heard> => {
  const { world, process, plan } = run;
  const { plans, ledgerOf, now } = surroundingsOf(world, run.arn, process);
  const { response } = findRun(plans, entriesOf(run)).plan;
  const contact = contactOf(response, unanswered);
  const expiresAt = new Date(Date.parse(now()) + seconds * 1000).toISOString();
  const fact = { type: 'asked', question: 'approval', expiresAt, messageId: 'message', contact } as const;
  await ledgerOf(runIdOf(run)).append('run', fact);
  world.calls.push({ atMs: world.turns.now(), plan, text: `sns:Publish approval${contact ? ` ${contact}` : ''}` });
  return await listen(run, seconds);
};

/** What somebody answered, or nothing, as state-machines/recover.asl.yml asks: again after an answer that is none, then the next contact. */
export const askPeople = async (run: Run, firstSeconds: number): Promise<string> => {
  const { world, process } = run;
  const runId = runIdOf(run);
  let [unanswered, seconds] = [0, firstSeconds];
  for (;;) {
    const heard = await ask(run, unanswered, seconds);
    const surroundings = surroundingsOf(world, run.arn, process);
    if (heard === 'nothing') {
      const next = await escalateApproval({ runId, unanswered }, surroundings);
      tell(run, `answer none`);
      if (next.verdict === 'end') return 'none';
      [unanswered, seconds] = [next.unanswered, next.approvalSeconds];
      continue;
    }
    const { answer } = await recordAnswer({ runId, answer: heard.given }, surroundings);
    tell(run, `answer ${answer}`);
    if (answer !== 'invalid') return answer;
  }
};
