import { describe, expect, it } from 'vitest';
import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import { attemptIn } from '../../../shared/domain/recovery/attempts.ts';
import { handOver } from '../../../shared/executor/hand-over.ts';
import { stagePromotion } from '../steps/replica.ts';
import { inputOf } from '../steps/theatre.ts';
import { stepId } from '../support/plan.ts';

/** A promotion whose stage is confirmed only when the test says so. */
const stage = (opened: Partial<FactOf<'runOpened'>> = {}) => {
  const staged = stagePromotion(opened);
  const { theatre, lookWith } = staged;
  theatre.state.isConfirmed = false;
  const confirm = (verdict: 'go' | 'doubt' = 'go', name = 'data') =>
    theatre.write('run', {
      ...{ type: 'stageConfirmed', stage: stepId(name), verdict, code: 'lost', reason: 'a test', signals: [] },
    });
  const lookAs = async (attempt: number) => {
    const input = { ...inputOf('database'), attempt };
    return await handOver(input, await lookWith(input), theatre.surroundings({}).ledgerOf);
  };
  return { ...staged, confirm, lookAs };
};

describe('a step that takes over', () => {
  it.each<{ when: string; prepare: (scene: ReturnType<typeof stage>) => void }>([
    { when: 'nobody has confirmed its stage', prepare: () => undefined },
    { when: 'another stage was confirmed', prepare: ({ confirm }) => confirm('go', 'other') },
    {
      when: 'its stage was confirmed half a minute ago',
      prepare: ({ confirm, theatre }) => {
        confirm();
        theatre.sleep(31);
      },
    },
  ])('is held before its call when $when, and is not under way twice', async ({ prepare }) => {
    const scene = stage();
    prepare(scene);
    const { lookAs, replica, theatre, confirm } = scene;
    expect(await lookAs(1)).toMatchObject({ status: 'held' });
    expect(replica.counts.sent).toBe(0);
    expect(theatre.facts('database').map(({ type }) => type)).toEqual(['stepStarted', 'stepHeld']);
    const chain = theatre.entries().filter(({ stream }) => stream === 'step:database');
    expect(attemptIn(chain)).toBe(2);
    confirm();
    expect(await lookAs(2)).toMatchObject({ status: 'waiting' });
    expect(replica.counts.sent).toBe(1);
  });

  it('is held once for each attempt, however often its function runs', async () => {
    const { lookAs, theatre } = stage();
    await lookAs(1);
    await lookAs(1);
    expect(theatre.facts('database').filter(({ type }) => type === 'stepHeld')).toHaveLength(1);
  });

  it('goes on without it once it has called', async () => {
    const { lookAs, theatre, confirm, replica } = stage();
    confirm();
    await lookAs(1);
    theatre.sleep(3600);
    expect((await lookAs(1)).status).not.toBe('held');
    expect(replica.counts.sent).toBe(1);
  });

  it('loses no time of its own while it is held', async () => {
    const { lookAs, theatre, confirm } = stage();
    await lookAs(1);
    theatre.sleep(7200);
    confirm();
    expect(await lookAs(2)).toMatchObject({ status: 'waiting' });
  });

  it('is not held in a dry run, which calls nothing', async () => {
    const { lookAs, replica } = stage({ dryRun: true });
    expect(await lookAs(1)).toMatchObject({ status: 'done' });
    expect(replica.counts.sent).toBe(0);
  });

  it('does nothing at all while its stage is in doubt', async () => {
    const { lookAs, confirm, theatre } = stage();
    confirm('doubt');
    await expect(lookAs(1)).rejects.toMatchObject({ name: 'NotLetGo' });
    expect(theatre.facts('database')).toEqual([]);
  });
});
