import { describe, expect, it } from 'vitest';
import type { Act } from '../../../../shared/domain/decision.ts';
import { standingOf } from '../../../../shared/domain/verification/order-standing.ts';
import { act, at } from './orders.ts';

const taken = (second: number) => act({ second, result: 'rejected', error: 'DBInstanceAlreadyExistsFault' });
const busy = (second: number) => act({ second, result: 'rejected', error: 'InstanceQuotaExceededFault' });
const unknown = (second: number) => act({ second, result: 'unknown' });

describe('an order that does not show', () => {
  it.each<[string, readonly Act[], number]>([
    ['none', [], 0],
    ['none', [busy(0)], 999],
    ['awaited', [act()], 1],
    ['awaited', [act()], 999_999],
    ['awaited', [busy(0), act({ second: 10 })], 999],
    ['awaited', [act(), taken(500)], 999],
    ['unanswered', [unknown(0)], 119],
    ['lost', [unknown(0)], 120],
    ['lost', [unknown(0), busy(130)], 140],
    ['awaited', [unknown(0), taken(130)], 140],
    ['unanswered', [unknown(0), unknown(130)], 140],
    ['taken', [taken(0)], 999],
    ['unanswered', [taken(0), unknown(10)], 20],
  ])('is %s', (standing, acts, second) => {
    expect(standingOf(acts, at(second))).toBe(standing);
  });
});
