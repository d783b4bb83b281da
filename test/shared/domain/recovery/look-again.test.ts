import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/contracts/ledger-entry.ts';
import { whyNothingOwed } from '../../../../shared/domain/recovery/let-go.ts';
import { isLookOld, isProofOld } from '../../../../shared/domain/recovery/look-again.ts';
import { owedAttempts, owedIn } from '../../../../shared/domain/recovery/owed.ts';
import { at, entriesOf, facts } from '../../support/entries.ts';

const owed = (payment = 1, attempt = 1): Fact => ({
  type: 'stepDone',
  evidence: { fenced: false, owed: true, instance: 'orders-prod', region: 'us-west-2', since: at(0), attempt, payment },
});
const settled = (verdict: 'dropped' | 'paid' | 'writtenOff', attempt = 1): Fact => ({
  ...{ type: 'debtSettled', verdict, because: 'so', attempt },
});
const ofStep = (...all: Fact[]) => entriesOf(all.map((fact) => ['step:fence', fact]));
const ofDebt = (...all: Fact[]) => entriesOf(all.map((fact) => ['debt:fence', fact]));

type Row = Readonly<{
  when: string;
  step: Fact[];
  debt?: Fact[];
  seconds: number;
  isJustRun?: boolean;
  isOld: boolean;
}>;

describe('a fence that is owed is looked at again before the run takes over', () => {
  it.each<Row>([
    { when: 'the last look is 16 s old', step: [facts.started, owed()], seconds: 17, isOld: true },
    { when: 'the last look is 15 s old', step: [facts.started, owed()], seconds: 16, isOld: false },
    {
      when: 'the run took 16 s back from it',
      step: [facts.started, owed()],
      seconds: 17,
      isJustRun: true,
      isOld: true,
    },
    { when: 'the run comes from a second one', step: [owed(), owed(1, 2)], seconds: 60, isJustRun: true, isOld: false },
    { when: 'the run took long for that', step: [owed(), owed(1, 2)], seconds: 62, isJustRun: true, isOld: true },
    { when: 'the run has been elsewhere since', step: [owed(), owed(1, 2)], seconds: 17, isOld: true },
    { when: 'it was made since', step: [owed(), facts.done], seconds: 600, isOld: false },
    { when: 'nothing is owed', step: [facts.done], seconds: 600, isOld: false },
    { when: 'its debt was dropped since', step: [owed()], debt: [settled('dropped')], seconds: 1, isOld: true },
    { when: 'it was owed anew since', step: [owed(1), owed(2)], debt: [settled('dropped')], seconds: 2, isOld: false },
    { when: 'a person wrote it off', step: [owed()], debt: [settled('writtenOff')], seconds: 600, isOld: false },
  ])('$when: $isOld', ({ step, debt = [], seconds, isJustRun = false, isOld }) => {
    const look = { ofStep: ofStep(...step), ofDebt: ofDebt(...debt), now: at(seconds), isJustRun };
    expect(isLookOld(look)).toBe(isOld);
  });
});

describe('what a step has left owed', () => {
  it('is what its last end says, and each such end was an attempt of its own', () => {
    expect(owedIn(ofStep(facts.started, owed(1, 1), facts.started, owed(1, 2)))).toMatchObject({
      attempt: 2,
      payment: 1,
    });
    expect(owedIn(ofStep(owed(), facts.done))).toBeUndefined();
    expect(owedIn(ofStep(owed(), facts.started, facts.failed))).toMatchObject({ instance: 'orders-prod' });
    expect(owedAttempts(ofStep(owed(1, 1), owed(1, 2)))).toEqual([1, 2]);
  });

  it.each([
    { when: 'it never owed anything', step: [facts.done], debt: [], isOwed: false },
    { when: 'it owes', step: [owed()], debt: [], isOwed: true },
    {
      when: 'the run has made it, and nobody has said so of the debt',
      step: [owed(), facts.done],
      debt: [],
      isOwed: true,
    },
    { when: 'that is settled', step: [owed()], debt: [settled('paid')], isOwed: false },
    { when: 'that of before is settled', step: [owed(1), owed(2)], debt: [settled('dropped', 1)], isOwed: true },
    { when: 'a later execution has settled it', step: [owed(1)], debt: [settled('paid', 4)], isOwed: false },
  ])('may be paid for or not: $when', ({ step, debt, isOwed }) => {
    const why = whyNothingOwed({ ofStep: ofStep(...step), ofDebt: ofDebt(...debt) });
    expect(why === undefined).toBe(isOwed);
  });
});

describe('a fence that was made', () => {
  const made: Fact = { type: 'stepDone', evidence: { fenced: true } };
  const seen: Fact = { type: 'stillDone', evidence: { fenced: true } };

  it.each([
    { when: 'a moment ago', step: [made], seconds: 15, isOld: false },
    { when: 'a while ago', step: [made], seconds: 16, isOld: true },
    { when: 'a while ago and seen since', step: [made, facts.waiting, seen], seconds: 17, isOld: false },
    { when: 'a while ago, and the run comes from it', step: [made], seconds: 600, isJustRun: true, isOld: false },
    { when: 'before something was held', step: [made], seconds: 2, heldAt: at(1), isOld: true },
    { when: 'before something was held, and seen since', step: [made, seen], seconds: 2, heldAt: at(0), isOld: false },
    { when: 'never, but is owed', step: [owed()], seconds: 600, isOld: false },
    { when: 'never', step: [facts.started], seconds: 600, isOld: false },
  ])('$when is to be looked at once more: $isOld', ({ step, seconds, isOld, isJustRun = false, heldAt }) => {
    expect(isProofOld({ ofStep: ofStep(...step), heldAt, now: at(seconds), isJustRun })).toBe(isOld);
  });
});
