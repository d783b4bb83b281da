import { describe, expect, it } from 'vitest';
import { RunId } from '../../../shared/contracts/fields.ts';
import type { Watcher } from '../../../shared/control/control.ts';
import { usePlanControl } from '../ledger/plan-control.ts';

const { control, plan } = usePlanControl();

const watcher = (name: string, minute = 0): Watcher => ({
  executionArn: `arn:${name}`,
  now: `2026-01-05T03:0${minute}:00.000Z`,
  until: `2026-01-05T03:0${minute + 2}:00.000Z`,
});
const watch = {
  episode: { startedAt: '2026-01-05T03:00:00.000Z', lostSince: '2026-01-05T03:00:10.000Z', starts: 1 },
  lastRefusal: { code: 'blind', at: '2026-01-05T03:00:05.000Z', by: 'arn:first' },
  told: { runId: RunId.parse('orders-1'), turn: 'well' as const, at: '2026-01-05T03:00:06.000Z', by: 'arn:first' },
};

describe('the watch of a plan', () => {
  it('goes to one of two executions that ask together', async () => {
    const attempts = await Promise.all(['first', 'second'].map((name) => control().watch(plan(), watcher(name))));
    expect(attempts.map(({ kind }) => kind).sort()).toEqual(['watched', 'watching']);
  });

  it('gives the next look what the look before it kept', async () => {
    expect(await control().watch(plan(), watcher('first'))).toEqual({ kind: 'watching', watch: {} });
    await control().keepWatch(plan(), watcher('first'), { watch, isDone: false });
    expect(await control().watch(plan(), watcher('first', 1))).toEqual({ kind: 'watching', watch });
  });

  it('names who has it, until that one lets go or its time is over', async () => {
    await control().watch(plan(), watcher('first'));
    expect(await control().watch(plan(), watcher('second', 1))).toEqual({ kind: 'watched', by: 'arn:first' });
    expect(await control().watch(plan(), watcher('second', 3))).toMatchObject({ kind: 'watching' });
  });

  it('is longer by each look that is kept', async () => {
    await control().watch(plan(), watcher('first'));
    await control().keepWatch(plan(), watcher('first', 2), { watch, isDone: false });
    expect(await control().watch(plan(), watcher('second', 3))).toMatchObject({ kind: 'watched' });
  });

  it('is let go with what it has seen when it is done', async () => {
    await control().watch(plan(), watcher('first'));
    await control().keepWatch(plan(), watcher('first'), { watch, isDone: true });
    expect(await control().watch(plan(), watcher('second'))).toEqual({ kind: 'watching', watch });
  });

  it('tells whoever decides what the last look kept, and when that was', async () => {
    expect(await control().keptWatch(plan())).toEqual({ watch: {}, seenAt: undefined });
    await control().watch(plan(), watcher('first'));
    expect(await control().keptWatch(plan())).toEqual({ watch: {}, seenAt: undefined });
    await control().keepWatch(plan(), watcher('first', 1), { watch, isDone: false });
    await control().watch(plan(), watcher('first', 4));
    expect(await control().keptWatch(plan())).toEqual({ watch, seenAt: watcher('first', 1).now });
  });

  it('keeps nothing of a watcher from whom it has passed on', async () => {
    await control().watch(plan(), watcher('first'));
    await control().watch(plan(), watcher('second', 3));
    await control().keepWatch(plan(), watcher('first', 3), { watch, isDone: true });
    expect(await control().watch(plan(), watcher('second', 4))).toEqual({ kind: 'watching', watch: {} });
    expect(await control().watch(plan(), watcher('third', 5))).toEqual({ kind: 'watched', by: 'arn:second' });
  });
});
