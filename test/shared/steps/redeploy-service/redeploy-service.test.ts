import { describe, it } from 'vitest';
import { called, evidence, facts, former, holds, type Row, rollout, theirs, unreadableService } from './deployments.ts';

describe('a service of which nothing was asked yet', () => {
  it.each<Row>([
    { when: 'runs', word: 'act', because: '"forceNewDeployment":true', given: facts() },
    { when: 'runs: what stands is kept', word: 'act', because: JSON.stringify(evidence), given: facts() },
    {
      when: 'lacks tasks',
      word: 'act',
      because: 'every task of service orders/api in us-west-2',
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
