import { describe, expect, it } from 'vitest';
import { ScaleServiceSpec } from '../../../../shared/contracts/specs/scale-service.ts';
import type { StepRun } from '../../../../shared/executor/step.ts';
import { type ScaleServiceFacts, scaleService } from '../../../../shared/steps/scale-service/scale-service.ts';
import { act, reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';

const spec = ScaleServiceSpec.parse({ cluster: 'orders', service: 'api', region: 'standby', desired: 3 });

const facts = (change = {}, stopReasons: readonly string[] = []): ScaleServiceFacts => ({
  service: {
    kind: 'known',
    value: { status: 'ACTIVE', desired: 0, running: 0, failedDeployment: undefined, ...change },
  },
  stopReasons: { kind: 'known', value: stopReasons },
});
const unreadableService = (error: string, status?: number): ScaleServiceFacts => ({
  ...facts(),
  service: unreadable(error, status),
});
const update = (seconds: number, change = {}) => ({ acts: [act('UpdateService', seconds, change)] });

describe('a service', () => {
  it.each<{ when: string; word: string; because: string; given: ScaleServiceFacts; run?: Partial<StepRun> }>([
    { when: 'has too few tasks wanted', word: 'act', because: '"desiredCount":3', given: facts() },
    { when: 'has just been told', word: 'wait', because: 'does not show', given: facts(), run: update(5) },
    {
      when: 'has just been told, without an answer',
      word: 'wait',
      because: 'does not show',
      given: facts(),
      run: update(5, { result: 'unknown' }),
    },
    {
      when: 'was made smaller again by somebody',
      word: 'act',
      because: '1 tasks are wanted',
      given: facts({ desired: 1 }),
      run: update(90),
    },
    { when: 'starts its tasks', word: 'wait', because: '1 of 3 tasks run', given: facts({ desired: 3, running: 1 }) },
    {
      when: 'cannot start its tasks',
      word: 'wait',
      because: 'tasks stopped: CannotPullContainerError; OutOfMemoryError',
      given: facts({ desired: 3 }, ['CannotPullContainerError', 'OutOfMemoryError']),
    },
    {
      when: 'runs what the plan wants',
      word: 'done',
      because: '"running":3',
      given: facts({ desired: 3, running: 3 }),
    },
    {
      when: 'runs more than the plan wants',
      word: 'done',
      because: '"desired":5',
      given: facts({ desired: 5, running: 4 }),
    },
    {
      when: 'runs more than is wanted of it',
      word: 'act',
      because: '1 tasks are wanted',
      given: facts({ desired: 1, running: 3 }),
    },
    {
      when: 'had a deployment that ECS gave up',
      word: 'fail',
      because: 'ecs-svc/1 circuit breaker',
      given: facts({ failedDeployment: 'ecs-svc/1 circuit breaker' }),
    },
    { when: 'is being deleted', word: 'refuse', because: 'DRAINING', given: facts({ status: 'DRAINING' }) },
    {
      when: 'does not exist',
      word: 'refuse',
      because: 'orders/api',
      given: unreadableService('ServiceNotFoundException'),
    },
    {
      when: 'may not be described',
      word: 'fail',
      because: 'AccessDeniedException',
      given: unreadableService('AccessDeniedException', 400),
    },
    {
      when: 'cannot be described now',
      word: 'wait',
      because: 'ServerException',
      given: unreadableService('ServerException', 500),
    },
  ])('that $when: $word', ({ word, because, given, run }) => {
    const decision = scaleService.decide(spec, given, stepRun(run));
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it.each([
    { when: 'is as it should be', given: facts(), levels: [] },
    { when: 'is larger already', given: facts({ desired: 9 }), levels: ['info'] },
    { when: 'is being deleted', given: facts({ status: 'DRAINING' }), levels: ['blocker'] },
    { when: 'has a deployment that failed', given: facts({ failedDeployment: 'ecs-svc/1' }), levels: ['blocker'] },
    { when: 'cannot be described now', given: unreadableService('ThrottlingException', 400), levels: ['doubt'] },
    { when: 'does not exist', given: unreadableService('ServiceNotFoundException'), levels: ['blocker'] },
  ])('that $when is found so beforehand', ({ given, levels }) => {
    expect(scaleService.assess(spec, given, stepRun()).map(({ level }) => level)).toEqual(levels);
  });
});
