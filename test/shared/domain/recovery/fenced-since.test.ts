import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/contracts/ledger-entry.ts';
import { fencedSince } from '../../../../shared/domain/recovery/fenced-since.ts';
import { summarise } from '../../../../shared/domain/recovery/summarise.ts';
import { at, entriesOf, facts, type Told } from '../../support/entries.ts';
import { failover, given, openedFor, planOf, stepId } from '../../support/plan.ts';

const other = { ...given.fence, id: 'fence-2' };
const plan = planOf({ fence: [given.fence, other], more: [given.scale], data: [given.promote] });
const alone = planOf({ data: [given.promote, given.fence] });

const done = (evidence: Extract<Fact, { type: 'stepDone' }>['evidence']): Fact => ({ type: 'stepDone', evidence });
const fenced = done({ fenced: true });
const owed = done({ fenced: false, owed: true, because: 'the Region does not answer' });

const since = (told: readonly Told[], of = plan) => {
  const entries = entriesOf([['run', openedFor(of)], ...told]);
  return fencedSince(failover(of), stepId('data'), summarise(entries));
};

describe('since when the old primary is fenced', () => {
  it.each<{ when: string; told: readonly Told[]; second: number | undefined }>([
    {
      when: 'all fences are proven: since the last one',
      told: [
        ['step:fence-2', fenced],
        ['step:fence', fenced],
      ],
      second: 2,
    },
    { when: 'one has not been made', told: [['step:fence', fenced]], second: undefined },
    {
      when: 'one is owed',
      told: [
        ['step:fence', fenced],
        ['step:fence-2', owed],
      ],
      second: undefined,
    },
    {
      when: 'one is stopped: since that was last seen',
      told: [
        ['step:fence', fenced],
        ['step:fence-2', done({ fenced: false, owed: true, holdsUntil: '2026-01-12T03:00:00.000Z' })],
      ],
      second: 2,
    },
    {
      when: 'an operator skipped one',
      told: [
        ['step:fence', fenced],
        ['step:fence-2', facts.skipped],
      ],
      second: undefined,
    },
    {
      when: 'one failed after all',
      told: [
        ['step:fence', fenced],
        ['step:fence-2', fenced],
        ['step:fence-2', facts.failed],
      ],
      second: undefined,
    },
    {
      when: 'one was made at the second attempt',
      told: [
        ['step:fence', fenced],
        ['step:fence-2', facts.failed],
        ['step:fence-2', facts.started],
        ['step:fence-2', fenced],
      ],
      second: 4,
    },
  ])('is known or not: $when', ({ told, second }) => {
    expect(since(told)).toBe(second === undefined ? undefined : at(second));
  });

  it('is nothing where no stage before has a fence', () => {
    expect(since([['step:fence', fenced]], alone)).toBeUndefined();
  });
});
