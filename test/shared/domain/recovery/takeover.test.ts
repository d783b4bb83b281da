import { describe, expect, it } from 'vitest';
import { hasTakenOver, movesIn, takeoversIn } from '../../../../shared/domain/recovery/takeover.ts';
import { entriesOf, facts } from '../../support/entries.ts';
import { failover, given, planOf } from '../../support/plan.ts';

type Stages = Parameters<typeof planOf>[0];
const idsOf = (stages: Stages): string[] => takeoversIn(failover(planOf(stages))).map(({ id }) => id);

const second = {
  ...given.promote,
  id: 'ledger',
  promoteReplica: { ...given.promote.promoteReplica, instance: 'ledger' },
};
const before = { ...given.scale, id: 'page' };

describe('what takes over', () => {
  it.each<{ when: string; stages: Stages; ids: string[] }>([
    {
      when: 'a runbook promotes: the promotion alone',
      stages: { fence: [given.fence], data: [given.promote], tasks: [given.scale] },
      ids: ['database'],
    },
    {
      when: 'a runbook promotes several: each of them',
      stages: { fence: [given.fence], data: [given.promote], more: [second], tasks: [given.scale] },
      ids: ['database', 'ledger'],
    },
    {
      when: 'a runbook promotes nothing and moves no name: what it changes after its fence',
      stages: { page: [before], fence: [given.fence], data: [given.ask], tasks: [given.scale], proof: [given.check] },
      ids: ['tasks'],
    },
    {
      when: 'a runbook changes nothing after its fence: the person whom it asks',
      stages: { fence: [given.fence], data: [given.ask], proof: [given.check] },
      ids: ['call'],
    },
    { when: 'a runbook fences nothing: nothing', stages: { tasks: [given.scale], proof: [given.check] }, ids: [] },
  ])('when $when', ({ stages, ids }) => {
    expect(idsOf(stages)).toEqual(ids);
  });

  it('has, where a restore by a person has been made use of', () => {
    const plan = planOf({ fence: [given.fence], data: [given.ask], tasks: [given.scale] });
    const chains = (stream: 'step:call' | 'step:tasks') => {
      const entries = entriesOf([[stream, facts.done]]);
      return (step: string) => entries.filter((entry) => entry.stream === `step:${step}`);
    };
    expect(hasTakenOver(failover(plan), chains('step:call'))).toBe(false);
    expect(hasTakenOver(failover(plan), chains('step:tasks'))).toBe(true);
  });
});

it('moves the service by what closes and what takes over', () => {
  const plan = planOf({ fence: [given.fence], data: [given.promote], tasks: [given.scale], proof: [given.check] });
  expect(movesIn(failover(plan))).toEqual(['fence', 'database']);
});
