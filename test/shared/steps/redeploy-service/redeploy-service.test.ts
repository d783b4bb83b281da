import { describe, expect, it } from 'vitest';
import { RedeployServiceSpec } from '../../../../shared/contracts/specs/redeploy-service.ts';
import type { Act } from '../../../../shared/domain/decision.ts';
import type { StepRun } from '../../../../shared/executor/step.ts';
import type { RedeployServiceFacts, Rollout, ServiceFacts } from '../../../../shared/steps/redeploy-service/facts.ts';
import { redeployService } from '../../../../shared/steps/redeploy-service/redeploy-service.ts';
import { act, now, reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';

const spec = RedeployServiceSpec.parse({ cluster: 'orders', service: 'api', region: 'primary' });

const ago = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();

const rollout = (change: Partial<Rollout> = {}): Rollout => ({
  id: 'ecs-svc/before',
  isPrimary: true,
  state: 'COMPLETED',
  reason: 'ECS deployment completed.',
  desired: 2,
  running: 2,
  createdAt: ago(86_400),
  ...change,
});

/** The deployment of this run, begun half a minute ago. */
const ours = (change: Partial<Rollout> = {}): Rollout =>
  rollout({ id: 'ecs-svc/ours', state: 'IN_PROGRESS', createdAt: ago(30), ...change });
/** What stood before, behind it. */
const former = (change: Partial<Rollout> = {}): Rollout => rollout({ isPrimary: false, desired: 0, ...change });
/** One that somebody else has begun since. */
const theirs = (change: Partial<Rollout> = {}): Rollout =>
  rollout({ id: 'ecs-svc/theirs', state: 'IN_PROGRESS', createdAt: ago(10), ...change });

const facts = (
  deployments: readonly Rollout[] = [rollout()],
  change: Partial<ServiceFacts> = {},
  stopReasons: readonly string[] = [],
): RedeployServiceFacts => ({
  service: {
    kind: 'known',
    value: {
      ...{ status: 'ACTIVE', controller: 'ECS', strategy: 'ROLLING', desired: 2, minimumHealthyPercent: 100 },
      ...{ hasCircuitBreaker: true, deployments, ...change },
    },
  },
  stopReasons: { kind: 'known', value: stopReasons },
});

const unreadableService = (error: string, status?: number): RedeployServiceFacts => ({
  ...facts(),
  service: unreadable(error, status),
});

const evidence = { deployments: ['ecs-svc/before'] };

/** The call of this run; without a receipt its answer was lost. */
const called = (seconds = 30, change: Partial<Act> = {}): Partial<StepRun> => ({
  acts: [act('UpdateService', seconds, { evidence, receipt: { deployment: 'ecs-svc/ours' }, ...change })],
});
const calledUnheard = (seconds = 30): Partial<StepRun> => called(seconds, { result: 'unknown', receipt: undefined });
/** A person has said retry since. */
const again = (run: Partial<StepRun>): Partial<StepRun> => ({ ...run, startedAt: now });

type Row = { when: string; word: string; because: string; given: RedeployServiceFacts; run?: Partial<StepRun> };

const decide = (given: RedeployServiceFacts, run: Partial<StepRun> = {}) =>
  redeployService.decide(spec, given, stepRun(run));

const holds = ({ word, because, given, run }: Row): void => {
  const decision = decide(given, run);
  expect(wordOf(decision)).toBe(word);
  expect(reasonOf(decision)).toContain(because);
};

describe('a service of which nothing was asked yet', () => {
  it.each<Row>([
    { when: 'runs', word: 'act', because: '"forceNewDeployment":true', given: facts() },
    { when: 'runs: what stands is kept', word: 'act', because: JSON.stringify(evidence), given: facts() },
    {
      when: 'lacks tasks',
      word: 'act',
      because: 'all 2 tasks of service orders/api in us-west-2',
      given: facts([rollout({ running: 0 })]),
    },
    {
      when: 'has had a deployment that failed and was not rolled back',
      word: 'act',
      because: 'to be replaced',
      given: facts([theirs({ state: 'FAILED' }), former()]),
    },
    {
      when: 'is being deployed by somebody',
      word: 'wait',
      because: 'ecs-svc/theirs, not of this run, is in progress; tasks stopped: CannotPullContainerError',
      given: facts([theirs(), former()], {}, ['CannotPullContainerError']),
    },
    {
      when: 'has refused a call',
      word: 'act',
      because: 'to be replaced',
      given: facts(),
      run: called(30, { result: 'rejected', receipt: undefined }),
    },
    { when: 'wants no task', word: 'refuse', because: 'give it some first', given: facts(undefined, { desired: 0 }) },
    { when: 'is being deleted', word: 'refuse', because: 'DRAINING', given: facts([], { status: 'DRAINING' }) },
    { when: 'was deleted', word: 'refuse', because: 'INACTIVE', given: facts([], { status: 'INACTIVE' }) },
    {
      when: 'is deployed by CodeDeploy',
      word: 'refuse',
      because: 'CODE_DEPLOY',
      given: facts([], { controller: 'CODE_DEPLOY' }),
    },
    {
      when: 'is deployed by another controller',
      word: 'refuse',
      because: 'EXTERNAL',
      given: facts([], { controller: 'EXTERNAL' }),
    },
    {
      when: 'shifts traffic',
      word: 'refuse',
      because: 'BLUE_GREEN; only rolling',
      given: facts(undefined, { strategy: 'BLUE_GREEN' }),
    },
    { when: 'shows no deployment', word: 'refuse', because: 'shows no deployment', given: facts([]) },
    {
      when: 'tells no rollout state',
      word: 'refuse',
      because: 'Classic Load Balancer',
      given: facts([rollout({ state: undefined })]),
    },
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
  ])('that $when: $word', holds);
});

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
      because: 'those of before are being stopped',
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

describe('what is found beforehand of a service', () => {
  it.each<{ when: string; given: RedeployServiceFacts; run?: Partial<StepRun>; levels: string[]; says?: string }>([
    { when: 'is as it should be', given: facts(), levels: [] },
    {
      when: 'has no circuit breaker',
      given: facts(undefined, { hasCircuitBreaker: false }),
      levels: ['warning'],
      says: 'timeout of the step',
    },
    {
      when: 'may run with fewer tasks',
      given: facts(undefined, { minimumHealthyPercent: 50 }),
      levels: ['warning'],
      says: 'as few as 1 of 2',
    },
    { when: 'wants no task', given: facts(undefined, { desired: 0 }), levels: ['doubt'], says: 'give it some first' },
    {
      when: 'is being deployed by somebody',
      given: facts([theirs(), former()]),
      levels: ['doubt'],
      says: `ecs-svc/theirs of service orders/api in us-west-2 is in progress since ${ago(10)}`,
    },
    { when: 'is being deployed by this run', given: facts([ours(), former()]), run: called(), levels: [] },
    { when: 'is being deleted', given: facts([], { status: 'DRAINING' }), levels: ['blocker'] },
    { when: 'is deployed by CodeDeploy', given: facts([], { controller: 'CODE_DEPLOY' }), levels: ['blocker'] },
    { when: 'cannot be described now', given: unreadableService('ThrottlingException', 400), levels: ['doubt'] },
    { when: 'does not exist', given: unreadableService('ServiceNotFoundException'), levels: ['blocker'] },
  ])('that $when', ({ given, run, levels, says = '' }) => {
    const findings = redeployService.assess(spec, given, stepRun(run));
    expect(findings.map(({ level }) => level)).toEqual(levels);
    expect(JSON.stringify(findings)).toContain(says);
  });
});
