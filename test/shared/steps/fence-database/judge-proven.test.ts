import { describe, expect, it } from 'vitest';
import { act, reasonOf, unreadable, wordOf } from '../../executor/step-run.ts';
import { decide, fenced, instance, reboot } from './scene.ts';

const resourceId = 'db-ORDERSPRODORDERSPRODORDERS';
const evidence = { fenced: true, instance: 'orders-prod', resourceId };
/** Done forty seconds ago, and looked at again. */
const done = { at: '2026-01-05T03:09:20.000Z', evidence };
const closing = act('ModifyDBInstance', 100);

describe('a database that was fenced and is looked at once more', () => {
  it('stands as it was proven while it is closed, in whatever status', () => {
    for (const status of ['available', 'stopped', 'rebooting', 'maintenance'])
      expect(decide({ instance: fenced({ status }), door: 'silent' }, { done, acts: [closing, reboot(90)] })).toEqual({
        done: evidence,
      });
  });

  it('stands as it was proven where nobody can look, and that is said', () => {
    const decision = decide({ instance: unreadable('TimeoutError') }, { done, acts: [closing, reboot(90)] });
    expect(decision).toMatchObject({ done: { fenced: true, notSeenAgain: expect.stringContaining('TimeoutError') } });
  });

  it('is closed again where somebody has opened it', () => {
    const decision = decide({ instance: instance() }, { done, acts: [closing, reboot(90)] });
    expect(decision).toMatchObject({ act: { operation: 'ModifyDBInstance' } });
  });

  it('is restarted again after that: who came in meanwhile is connected still', () => {
    const again = act('ModifyDBInstance', 30);
    const decision = decide(
      { instance: fenced(), door: 'silent' },
      { done, acts: [closing, reboot(300), again].toSorted(byTime) },
    );
    expect(decision).toMatchObject({ act: { operation: 'RebootDBInstance' } });
  });

  it('is refused where another database has its name now', () => {
    const decision = decide({ instance: instance({ resourceId: 'db-ANOTHER' }) }, { done });
    expect(wordOf(decision)).toBe('refuse');
    expect(reasonOf(decision)).toContain('another database has taken its name');
  });
});

const byTime = (one: { at: string }, other: { at: string }) => one.at.localeCompare(other.at);
