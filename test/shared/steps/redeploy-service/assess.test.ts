import { describe, expect, it } from 'vitest';
import type { StepRun } from '../../../../shared/executor/step.ts';
import type { RedeployServiceFacts } from '../../../../shared/steps/redeploy-service/facts.ts';
import { redeployService } from '../../../../shared/steps/redeploy-service/redeploy-service.ts';
import { stepRun } from '../../executor/step-run.ts';
import { ago, called, facts, former, ours, spec, theirs, unreadableService } from './deployments.ts';

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
