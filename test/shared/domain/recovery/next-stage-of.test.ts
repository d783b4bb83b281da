import { describe, expect, it } from 'vitest';
import { lostSteps, nextStageOf } from '../../../../shared/domain/recovery/next-stage-of.ts';
import type { RunSummary, StepState } from '../../../../shared/domain/recovery/summarise.ts';
import { runId } from '../../support/entries.ts';
import { failover, given, openedFor, planOf, stepId } from '../../support/plan.ts';

const plan = planOf({
  data: [given.promote, { ...given.scale, required: false, onFailure: 'stop' }],
  proof: [given.check],
});

type States = Readonly<Record<string, StepState>>;
const running = (states: States, change: Partial<Pick<RunSummary, 'isCleared' | 'chainOf'>> = {}) => ({
  isCleared: true,
  stateOf: (id: string): StepState => states[id] ?? 'notStarted',
  attemptOf: () => 1,
  chainOf: () => [],
  ...change,
});
const situation = (states: States) => ({
  runId,
  plan,
  runbook: failover(plan),
  opened: openedFor(plan),
  run: running(states),
});

describe('the next stage', () => {
  it.each<{ when: string; states: States; next: string; steps?: string[]; because?: RegExp }>([
    { when: 'nothing has begun', states: {}, next: 'inline', steps: ['database', 'tasks'] },
    { when: 'one step is done and one is open', states: { database: 'done' }, next: 'inline', steps: ['tasks'] },
    { when: 'a step is at work', states: { database: 'running', tasks: 'done' }, next: 'inline', steps: ['database'] },
    { when: 'the stage is done', states: { database: 'done', tasks: 'done' }, next: 'inline', steps: ['health'] },
    {
      when: 'a step that is not required failed',
      states: { database: 'done', tasks: 'failed' },
      next: 'inline',
      steps: ['health'],
    },
    {
      when: 'an operator skipped a required step',
      states: { database: 'skipped', tasks: 'done' },
      next: 'inline',
      steps: ['health'],
    },
    {
      when: 'a required step failed',
      states: { database: 'failed', tasks: 'done' },
      next: 'stop',
      because: /required steps of stage data failed: database/,
    },
    {
      when: 'a required step failed beside one that is open',
      states: { database: 'failed' },
      next: 'stop',
      because: /failed: database/,
    },
    {
      when: 'an operator aborted, even at a step that is not required',
      states: { database: 'done', tasks: 'aborted' },
      next: 'stop',
      because: /aborted the run at step tasks/,
    },
    { when: 'everything is done', states: { database: 'done', tasks: 'done', health: 'done' }, next: 'finished' },
  ])('is $next when $when', ({ states, next, steps, because }) => {
    const choice = nextStageOf(situation(states));
    expect(choice.next).toBe(next);
    if (steps) expect('steps' in choice && choice.steps.map((step) => step.stepId)).toEqual(steps);
    if (because) expect('because' in choice && choice.because).toMatch(because);
  });

  it('is none while nobody has said yes', () => {
    const choice = nextStageOf({ ...situation({}), run: running({}, { isCleared: false }) });
    expect(choice).toEqual({ next: 'stop', because: 'nobody has said yes to this run' });
  });

  it('is none when another version of the plan has been deployed', () => {
    const choice = nextStageOf({ ...situation({}), plan: { ...plan, hash: 'another' } });
    expect(choice).toEqual({ next: 'stop', because: 'another version of the plan has been deployed' });
  });

  it('tells each step its kind, its name, its time and who is asked', () => {
    const choice = nextStageOf(situation({}));
    expect('steps' in choice && choice.steps).toEqual([
      {
        stepId: 'database',
        kind: 'promoteReplica',
        onFailure: 'ask',
        childName: 'run-1_database',
        attempt: 1,
        askSeconds: 1800,
      },
      expect.objectContaining({ stepId: 'tasks', kind: 'scaleService', onFailure: 'stop' }),
    ]);
  });

  it('starts the next attempt at a step under a name of its own', () => {
    const again = { ...running({}), attemptOf: () => 3 };
    const choice = nextStageOf({ ...situation({}), run: again });
    expect('steps' in choice && choice.steps[0]).toMatchObject({ childName: 'run-1_database_3', attempt: 3 });
  });

  it('asks nobody in a dry run, neither about failures nor in a step that is a question', () => {
    const asking = planOf({ call: [given.ask, given.promote] });
    const dry = {
      ...situation({}),
      plan: asking,
      runbook: failover(asking),
      opened: openedFor(asking, { dryRun: true }),
    };
    const first = nextStageOf(dry);
    expect(first.next === 'withhold' && first.questions.map(({ id }) => id)).toEqual(['call']);
    const second = nextStageOf({ ...dry, run: running({ call: 'done' }) });
    expect('steps' in second && second.steps.map(({ onFailure }) => onFailure)).toEqual(['stop']);
  });

  it('gives a question the time that its step names', () => {
    const asking = planOf({ call: [given.ask] });
    const choice = nextStageOf({
      ...situation({}),
      plan: asking,
      runbook: failover(asking),
      opened: openedFor(asking),
    });
    expect('steps' in choice && choice.steps.map(({ askSeconds }) => askSeconds)).toEqual([900]);
  });

  it.each([
    { count: 40, next: 'inline' },
    { count: 41, next: 'distributed' },
  ])('of $count steps runs $next', ({ count, next }) => {
    const steps = Array.from({ length: count }, (_, index) => ({ ...given.check, id: `check-${index}` }));
    const wide = planOf({ wide: steps });
    expect(nextStageOf({ ...situation({}), plan: wide, runbook: failover(wide) }).next).toBe(next);
  });

  it('of a thousand steps with long names fits into a payload of Step Functions', () => {
    const steps = Array.from({ length: 1000 }, (_, index) => ({
      ...given.check,
      id: `a-check-with-a-name-of-forty-one-let-${String(index).padStart(4, '0')}`,
    }));
    const wide = planOf({ wide: steps });
    const choice = nextStageOf({ ...situation({}), plan: wide, runbook: failover(wide) });
    expect(JSON.stringify(choice).length).toBeLessThan(240 * 1024);
  });
});

describe('lost steps', () => {
  it('are those of the stage that nobody ended', () => {
    const { stateOf } = running({ database: 'running', health: 'running' });
    expect(lostSteps(failover(plan), stepId('data'), stateOf).map(({ id }) => id)).toEqual(['database', 'tasks']);
    const ended = running({ database: 'done', tasks: 'aborted' });
    expect(lostSteps(failover(plan), stepId('data'), ended.stateOf)).toEqual([]);
  });
});
