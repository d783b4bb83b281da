import type { Json } from 'simulated-aws/step-functions/json.ts';
import { createMachineRoom, lambdaTask, machine } from 'simulated-aws/test/step-functions/machine-room.ts';

export type TransitionFigures = Readonly<{ machine: string; transitions: number; perSecond: number }>;

const executions = 20;
const rounds = 400;

/** A loop such as that of run-step: each round is a state that works, a question, and a wait. */
const looping = (work: Json): Json =>
  machine({
    Begin: { Type: 'Pass', Assign: { round: 0 }, Next: 'Work' },
    Work: work,
    IsDone: {
      Type: 'Choice',
      Choices: [{ Condition: `{% $round >= ${rounds} %}`, Next: 'Done' }],
      Default: 'WaitForMore',
    },
    WaitForMore: { Type: 'Wait', Seconds: 2, Next: 'Work' },
    Done: { Type: 'Succeed' },
  });

const count = { Assign: { round: '{% $round + 1 %}' }, Next: 'IsDone' };

const machines: Readonly<Record<string, Json>> = {
  'Pass, Choice, Wait': looping({ Type: 'Pass', ...count }),
  'Task (a Lambda that answers at once), Choice, Wait': looping(
    lambdaTask('work', { Assign: count.Assign, Next: 'IsDone', Output: {} }),
  ),
};

const measure = async (definition: Json): Promise<{ transitions: number; perSecond: number }> => {
  const room = createMachineRoom({ work: () => ({ status: 'waiting' }) });
  room.create('loop', definition);
  const before = performance.now();
  const started = Array.from({ length: executions }, (_, index) => room.start('loop', {}, `run-${index}`));
  await room.clock.runUntil(Promise.all(started.map(({ ended }) => ended)));
  const seconds = (performance.now() - before) / 1000;
  const failed = started.find(({ status }) => status !== 'SUCCEEDED');
  if (failed !== undefined) throw new Error(`an execution ended ${failed.status}`);
  const transitions = room.told.filter(({ kind }) => kind === 'stateEntered').length;
  return { transitions, perSecond: transitions / seconds };
};

/** State transitions a second of real time on the virtual clock, with JSONata in every state; the best of five. */
export const measureTransitions = async (): Promise<TransitionFigures[]> => {
  const figures: TransitionFigures[] = [];
  for (const [name, definition] of Object.entries(machines)) {
    const tries = [];
    for (let index = 0; index < 5; index += 1) tries.push(await measure(definition));
    const [best] = tries.toSorted((a, b) => b.perSecond - a.perSecond);
    if (best !== undefined) figures.push({ machine: name, ...best });
  }
  return figures;
};
