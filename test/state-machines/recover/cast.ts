import type { Json } from 'simulated-aws/step-functions/json.ts';
import { pathOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { type Answers, type Cast, createStage, inTurn } from '../machines.ts';

export const opened = { verdict: 'opened', occasion: 'rehearsal', kinds: ['checkEndpoint', 'scaleService'] };
export const decided = (...verdicts: string[]) =>
  inTurn(...verdicts.map((verdict) => ({ verdict, approvalSeconds: 1800 })));
export const escalated = (verdict: string) => inTurn({ verdict, unanswered: 1, approvalSeconds: 600 });
const stepNamed = (stepId: string, attempt = 1) => ({
  stepId,
  kind: 'checkEndpoint',
  onFailure: 'stop',
  childName: attempt === 1 ? `run-1_${stepId}` : `run-1_${stepId}_${attempt}`,
  attempt,
  askSeconds: 600,
});
type Chosen = Readonly<{
  next: string;
  stage: string;
  pass: number;
  steps: ReturnType<typeof stepNamed>[];
  isAskedAgain?: boolean;
}>;
const chosen = (choice: Chosen) => ({ isAskedAgain: false, ...choice, askSeconds: 1800 });
export const stage = (next: string, name: string, ...steps: string[]) =>
  chosen({ next, stage: name, pass: 1, steps: steps.map((step) => stepNamed(step)) });
export const again = (...steps: string[]) =>
  chosen({ next: 'inline', stage: 'proof', pass: 2, steps: steps.map((step) => stepNamed(step, 2)) });
/** The same of a stage before which the signals are read again. */
export const askedAgain = (next: string, name: string, ...steps: string[]) => ({
  ...stage(next, name, ...steps),
  isAskedAgain: true,
});
export const finished = chosen({ next: 'finished', stage: '-', pass: 0, steps: [] });
export const done = { status: 'done', waitSeconds: 1, lookedAt: '', because: 'done', used: 11 };
export const waits = { status: 'waiting', waitSeconds: 60, lookedAt: '', because: 'AWS is at work', used: 11 };
export const fails = { status: 'failed', waitSeconds: 1, lookedAt: '', because: 'it is gone', used: 11 };
export const ask = { verdict: 'ask', askSeconds: 900 };
export const end = { verdict: 'end', askSeconds: 1 };
export const by = (answer: string) => ({ answer, operator: 'Ada', reason: 'I looked' });

export const confirmed = (...verdicts: string[]) => inTurn(...verdicts.map((verdict) => ({ verdict })));

/** A run that goes well, in one stage of two steps. */
const well = (): Cast => ({
  OpenRun: inTurn(opened),
  ...Object.fromEntries(opened.kinds.map((kind) => [`of-${kind}`, inTurn({ assessed: 1 })])),
  DecideRecovery: decided('proceed'),
  ChooseNextStage: inTurn(stage('inline', 'proof', 'one', 'two'), finished),
  CheckEndpoint: () => done,
  ProveRecovery: inTurn({}),
  RecordFailure: inTurn(end),
  RecordOutcome: inTurn({ outcome: 'succeeded', reason: 'as it should be' }),
  NotifyOperators: inTurn({}),
  CloseRun: inTurn({}),
});
export const outcome = (word: string) => ({ RecordOutcome: inTurn({ outcome: word, reason: 'as it should be' }) });

const asked = { plan: 'orders', reason: 'lost' };

export const visited = new Set<string>();
export const assessing = new Set(['AssessKind', 'LeaveUnassessed']);
export const inner = new Set([
  ...assessing,
  'RunStep',
  'IsStepHandedOver',
  'FindStep',
  'HasStepEnded',
  'WaitForStep',
  'LeaveStepToLedger',
]);

type Prepare = (room: ReturnType<typeof createStage>['room']) => void;
type Play = Readonly<{ answers?: Answers; input?: Json; prepare?: Prepare }>;

export const play = async (changes: Cast, { answers = [], input = asked, prepare = () => undefined }: Play = {}) => {
  const played = createStage({ ...well(), ...changes }, answers);
  prepare(played.room);
  const execution = await played.run('recover', input);
  for (const one of played.room.states.executions()) for (const state of pathOf(one)) visited.add(state);
  const path = pathOf(execution).filter((state) => !inner.has(state));
  return { ...played, execution, path: path.join(' ') };
};

export const before = 'OpenRun IsRunOpen AssessRunbook DecideRecovery WhatWasDecided';
export const stages = 'ChooseNextStage WhatComesNext RunStage ChooseNextStage WhatComesNext';
export const ending = (end: string) => `RecordOutcome NotifyOperators CloseRun HowDidRunEnd ${end}`;
export const confirming = 'ChooseNextStage WhatComesNext ConfirmStage IsStageConfirmed';
export const anew = 'AssessRunbook DecideRecovery WhatWasDecided';
export const asking = 'AwaitApproval RecordAnswer WhatWasAnswered';

export type Played = Awaited<ReturnType<typeof play>>;
