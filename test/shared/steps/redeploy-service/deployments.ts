import { expect } from 'vitest';
import { RedeployServiceSpec } from '../../../../shared/contracts/specs/redeploy-service.ts';
import type { Act } from '../../../../shared/domain/decision.ts';
import type { StepRun } from '../../../../shared/executor/step.ts';
import type { RedeployServiceFacts, Rollout, ServiceFacts } from '../../../../shared/steps/redeploy-service/facts.ts';
import { redeployService } from '../../../../shared/steps/redeploy-service/redeploy-service.ts';
import { act, now, reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';

export const spec = RedeployServiceSpec.parse({ cluster: 'orders', service: 'api', region: 'primary' });

export const ago = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();

export const rollout = (change: Partial<Rollout> = {}): Rollout => ({
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
export const ours = (change: Partial<Rollout> = {}): Rollout =>
  rollout({ id: 'ecs-svc/ours', state: 'IN_PROGRESS', createdAt: ago(30), ...change });
/** What stood before, behind it. */
export const former = (change: Partial<Rollout> = {}): Rollout => rollout({ isPrimary: false, desired: 0, ...change });
/** One that somebody else has begun since. */
export const theirs = (change: Partial<Rollout> = {}): Rollout =>
  rollout({ id: 'ecs-svc/theirs', state: 'IN_PROGRESS', createdAt: ago(10), ...change });

export const facts = (
  deployments: readonly Rollout[] = [rollout()],
  change: Partial<ServiceFacts> = {},
  stopReasons: readonly string[] = [],
): RedeployServiceFacts => ({
  service: {
    kind: 'known',
    value: {
      ...{ status: 'ACTIVE', controller: 'ECS', strategy: 'ROLLING', desired: 2, minimumHealthyPercent: 100 },
      ...{ hasCircuitBreaker: true, events: [], deployments, ...change },
    },
  },
  stopReasons: { kind: 'known', value: stopReasons },
});

export const unreadableService = (error: string, status?: number): RedeployServiceFacts => ({
  ...facts(),
  service: unreadable(error, status),
});

export const evidence = { deployments: ['ecs-svc/before'] };

/** The call of this run; without a receipt its answer was lost. */
export const called = (seconds = 30, change: Partial<Act> = {}): Partial<StepRun> => ({
  acts: [act('UpdateService', seconds, { evidence, receipt: { deployment: 'ecs-svc/ours' }, ...change })],
});
export const calledUnheard = (seconds = 30): Partial<StepRun> =>
  called(seconds, { result: 'unknown', receipt: undefined });
/** A person has said retry since. */
export const again = (run: Partial<StepRun>): Partial<StepRun> => ({ ...run, startedAt: now });

export type Row = { when: string; word: string; because: string; given: RedeployServiceFacts; run?: Partial<StepRun> };

const decide = (given: RedeployServiceFacts, run: Partial<StepRun> = {}) =>
  redeployService.decide(spec, given, stepRun(run));

/** That the step decides so. */
export const holds = ({ word, because, given, run }: Row): void => {
  const decision = decide(given, run);
  expect(wordOf(decision)).toBe(word);
  expect(reasonOf(decision)).toContain(because);
};
