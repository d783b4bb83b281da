import { describe, expect, it } from 'vitest';
import { RunId } from '../../../../shared/contracts/fields.ts';
import { Debt } from '../../../../shared/contracts/recovery/debt.ts';
import {
  becomingDue,
  fencing,
  holding,
  owing,
  passingOn,
  triedUntil,
  without,
} from '../../../../shared/domain/recovery/debts.ts';

const debtOf = (change: Record<string, unknown> = {}): Debt =>
  Debt.parse({
    ...{ instance: 'orders-prod', region: 'us-west-2', runId: 'run-1', stepId: 'fence', attempt: 1, fence: 'f' },
    ...{ since: '2026-01-05T03:00:00.000Z', because: 'silence', keepTrying: 7200 },
    ...change,
  });
const at = '2026-01-05T03:05:00.000Z';
const mine = debtOf();
const another = debtOf({ instance: 'billing-prod', stepId: 'billing' });

describe('the debts of a plan', () => {
  it('hold one for each database', () => {
    expect(owing(owing([], mine), another)).toEqual([mine, another]);
    expect(owing([mine], debtOf({ region: 'us-east-1' }))).toHaveLength(2);
  });

  it('keep what the same step has owed before, with the execution that has it', () => {
    const before = [debtOf({ attempt: 3, dueSince: at }), another];
    expect(owing(before, debtOf({ attempt: 4 }))).toBe(before);
  });

  it('hold what was seen of them last, with the execution that has them', () => {
    const holdsUntil = '2026-01-12T03:00:00.000Z';
    const before = [debtOf({ attempt: 3, dueSince: at }), another];
    const held = debtOf({ attempt: 3, dueSince: at, because: 'it is stopped', holdsUntil });
    expect(owing(before, debtOf({ attempt: 4, because: 'it is stopped', holdsUntil }))).toEqual([held, another]);
    expect(holding([held, another], mine, { because: 'no room', holdsUntil: undefined })).toEqual([
      { ...held, because: 'no room', holdsUntil: undefined },
      another,
    ]);
    expect(holding([another], mine, { because: 'no room', holdsUntil: undefined })).toEqual([another]);
  });

  it.each([
    { when: 'nothing else is known: from when it was owed', change: {}, until: '2026-01-05T05:00:00.000Z' },
    { when: 'its run has taken over: from then', change: { dueSince: at }, until: '2026-01-05T05:05:00.000Z' },
    {
      when: 'it is stopped: from when RDS starts it',
      change: { dueSince: at, holdsUntil: '2026-01-12T03:00:00.000Z' },
      until: '2026-01-12T05:00:00.000Z',
    },
    {
      when: 'it was stopped for a while: no shorter for that',
      change: { dueSince: at, holdsUntil: '2026-01-05T03:01:00.000Z' },
      until: '2026-01-05T05:05:00.000Z',
    },
  ])('are tried when $when', ({ change, until }) => {
    expect(triedUntil(debtOf(change))).toBe(until);
  });

  it('pass over to a later run, due as they were', () => {
    expect(owing([debtOf({ dueSince: at }), another], debtOf({ runId: 'run-2' }))).toEqual([
      another,
      debtOf({ runId: 'run-2', dueSince: at }),
    ]);
    expect(owing([mine], debtOf({ runId: 'run-2' }))).toEqual([debtOf({ runId: 'run-2' })]);
  });

  it('say which were fenced, by whom first', () => {
    const fenced = { by: RunId.parse('run-2'), at };
    const once = fencing([mine, another], mine, fenced);
    expect(once).toEqual([{ ...mine, fenced }, another]);
    expect(fencing(once, mine, { by: RunId.parse('run-3'), at })).toEqual(once);
  });

  it('become due once, of the execution that has them', () => {
    const due = becomingDue([mine, another], mine, at);
    expect(due).toEqual([{ ...mine, dueSince: at }, another]);
    expect(becomingDue(due, mine, '2026-01-05T09:00:00.000Z')).toEqual(due);
    expect(becomingDue([mine], debtOf({ attempt: 2 }), at)).toEqual([mine]);
  });

  it('pass on to the next execution, and leave, only by the one that has them', () => {
    const next = debtOf({ attempt: 2 });
    expect(passingOn([mine, another], mine)).toEqual([next, another]);
    expect(passingOn([next], mine)).toEqual([next]);
    expect(without([mine, another], mine)).toEqual([another]);
    expect(without([next], mine)).toEqual([next]);
  });
});
