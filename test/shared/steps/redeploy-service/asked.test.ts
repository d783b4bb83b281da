import { describe, it } from 'vitest';
import { again, called, calledUnheard, facts, former, holds, ours, type Row, rollout, theirs } from './deployments.ts';

describe('a service of which a deployment was asked', () => {
  it.each<Row>([
    { when: 'does not show it yet', word: 'wait', because: 'does not show', given: facts(), run: called(5) },
    {
      when: 'does not show it yet, and no answer came',
      word: 'wait',
      because: 'does not show',
      given: facts(),
      run: calledUnheard(5),
    },
    {
      when: 'never shows it, and no answer came',
      word: 'act',
      because: 'to be replaced',
      given: facts(),
      run: calledUnheard(45),
    },
    {
      when: 'starts its tasks',
      word: 'wait',
      because: 'ecs-svc/ours: 1 of 2 tasks run',
      given: facts([ours({ running: 1 }), former()]),
      run: called(),
    },
    {
      when: 'cannot start its tasks',
      word: 'wait',
      because: '0 of 2 tasks run; tasks stopped: OutOfMemoryError',
      given: facts([ours({ running: 0 }), former()], {}, ['OutOfMemoryError']),
      run: called(),
    },
    {
      when: 'starts them, and no answer came',
      word: 'wait',
      because: 'ecs-svc/ours: 1 of 2',
      given: facts([ours({ running: 1 }), former()]),
      run: calledUnheard(),
    },
    {
      when: 'still stops those of before',
      word: 'wait',
      because: '2 of 2 tasks run, and those of before are being stopped',
      given: facts([ours({ state: 'COMPLETED' }), former({ running: 0 })]),
      run: called(),
    },
    {
      when: 'runs and is not steady yet',
      word: 'wait',
      because: 'ecs-svc/ours: IN_PROGRESS',
      given: facts([ours()]),
      run: called(),
    },
    {
      when: 'has completed it and lost a task',
      word: 'wait',
      because: '1 of 2 tasks run',
      given: facts([ours({ state: 'COMPLETED', running: 1 })]),
      run: called(),
    },
    {
      when: 'has completed it',
      word: 'done',
      because: '"deployment":"ecs-svc/ours","running":2',
      given: facts([ours({ state: 'COMPLETED' })]),
      run: called(),
    },
    {
      when: 'has completed it, and no answer came',
      word: 'done',
      because: '"deployment":"ecs-svc/ours"',
      given: facts([ours({ state: 'COMPLETED' })]),
      run: calledUnheard(),
    },
    {
      when: 'was made to want no task since',
      word: 'refuse',
      because: 'wants no task',
      given: facts([ours({ state: 'COMPLETED', desired: 0, running: 0 })], { desired: 0 }),
      run: called(),
    },
  ])('that $when: $word', holds);

  it.each<Row>([
    {
      when: 'has given it up',
      word: 'fail',
      because:
        'ecs-svc/ours of service orders/api in us-west-2 failed: tasks failed to start.; tasks stopped: no image',
      given: facts([ours({ state: 'FAILED', reason: 'tasks failed to start.', running: 0 }), former()], {}, [
        'no image',
      ]),
      run: called(),
    },
    {
      when: 'rolls it back',
      word: 'fail',
      because: 'failed: tasks failed to start.; ECS has gone back to ecs-svc/before: rolling back',
      given: facts([
        rollout({ state: 'IN_PROGRESS', reason: 'rolling back' }),
        ours({ isPrimary: false, state: 'FAILED', reason: 'tasks failed to start.' }),
      ]),
      run: called(),
    },
    {
      when: 'has rolled it back',
      word: 'fail',
      because: 'ecs-svc/ours of service orders/api in us-west-2 failed: it is shown no more; ECS has gone back',
      given: facts(),
      run: called(45),
    },
    {
      when: 'has rolled it back and told so',
      word: 'fail',
      because:
        'failed: (service api) (deployment ecs-svc/ours) deployment failed: tasks failed to start.; ECS has gone',
      given: facts(undefined, {
        events: [
          '(service api) (deployment ecs-svc/before) deployment completed.',
          '(service api) (deployment ecs-svc/ours) deployment failed: tasks failed to start.',
        ],
      }),
      run: called(45),
    },
    {
      when: 'rolls it back, and no answer came',
      word: 'fail',
      because: 'ECS has gone back to ecs-svc/before',
      given: facts([
        rollout({ state: 'IN_PROGRESS' }),
        ours({ isPrimary: false, state: 'FAILED', reason: 'tasks failed to start.' }),
      ]),
      run: calledUnheard(),
    },
    {
      when: 'somebody else deploys',
      word: 'fail',
      because: 'ecs-svc/ours of service orders/api in us-west-2 was replaced by ecs-svc/theirs, not of this run',
      given: facts([theirs(), ours({ isPrimary: false })]),
      run: called(),
    },
    {
      when: 'somebody else has deployed',
      word: 'fail',
      because: 'was replaced by ecs-svc/theirs',
      given: facts([theirs({ state: 'COMPLETED' })]),
      run: called(45),
    },
  ])('that $when: $word', holds);

  it.each<Row>([
    {
      when: 'has given it up',
      word: 'act',
      because: 'to be replaced',
      given: facts([ours({ state: 'FAILED', running: 0 }), former()]),
      run: called(),
    },
    { when: 'has rolled it back', word: 'act', because: 'to be replaced', given: facts(), run: called(45) },
    {
      when: 'still rolls it back',
      word: 'wait',
      because: 'ecs-svc/before, not of this run, is in progress',
      given: facts([rollout({ state: 'IN_PROGRESS' }), ours({ isPrimary: false, state: 'FAILED' })]),
      run: called(),
    },
    {
      when: 'still starts its tasks',
      word: 'wait',
      because: 'ecs-svc/ours: 1 of 2',
      given: facts([ours({ running: 1 }), former()]),
      run: called(1800),
    },
    {
      when: 'has completed it meanwhile',
      word: 'done',
      because: 'ecs-svc/ours',
      given: facts([ours({ state: 'COMPLETED' })]),
      run: called(1800),
    },
  ])('in an attempt before, that $when: $word', ({ run = {}, ...row }) => holds({ ...row, run: again(run) }));
});
