import { describe, expect, it } from 'vitest';
import { defined } from '../../../../shared/contracts/defined.ts';
import { type Break, breakWords, isBreak, judgeBreaks } from '../../../../shared/domain/verification/judge-break.ts';
import type { Unit } from '../../../../shared/domain/verification/list-units.ts';

describe('a statement of the copy that fails', () => {
  it.each([
    // As Node and pg throw it.
    { error: 'ECONNRESET', isBroken: true },
    { error: 'EPIPE', isBroken: true },
    { error: 'ETIMEDOUT', isBroken: true },
    { error: 'ECONNREFUSED', isBroken: true },
    // Connection terminated unexpectedly; Query read timeout; Client has encountered a connection error.
    { error: 'Error', isBroken: true },
    { error: 'TypeError', isBroken: true },
    // As the server says it, and ends the session.
    { error: '08000', isBroken: true },
    { error: '08006', isBroken: true },
    { error: '08P01', isBroken: true },
    { error: '57P01', isBroken: true },
    { error: '57P02', isBroken: true },
    { error: '57P03', isBroken: true },
    { error: '57P04', isBroken: true },
    { error: '57P05', isBroken: true },
    { error: '25P03', isBroken: true },
    { error: '25P04', isBroken: true },
    // Answers.
    { error: 'XX000', isBroken: false },
    { error: 'XX001', isBroken: false },
    { error: '42P01', isBroken: false },
    { error: '42501', isBroken: false },
    { error: '22012', isBroken: false },
    { error: '25P02', isBroken: false },
    { error: '40001', isBroken: false },
    { error: '53200', isBroken: false },
    { error: '57014', isBroken: false },
    { error: '58030', isBroken: false },
    { error: 'P0001', isBroken: false },
    { error: 'HV000', isBroken: false },
  ])('with $error: that its connection is gone is $isBroken', ({ error, isBroken }) => {
    expect(isBreak({ error, message: 'any' })).toBe(isBroken);
  });

  it.each([
    { error: 'Error', message: 'Connection terminated unexpectedly', words: 'Connection terminated unexpectedly' },
    { error: 'ECONNRESET', message: 'read ECONNRESET', words: 'ECONNRESET: read ECONNRESET' },
    { error: 'ECONNRESET', message: '', words: 'ECONNRESET' },
  ])('is told as $words', ({ words, ...failure }) => {
    expect(breakWords(failure)).toBe(words);
  });
});

describe('a unit at which the connection broke', () => {
  const unit: Unit = { kind: 'index', unit: 'index:a/b', name: 'b on a', oid: 1, bytes: 8192 };
  const other: Unit = { ...unit, unit: 'index:a/c', name: 'c on a' };
  const of = (error: string, servingSince?: string): Break => ({
    ...{ unit: unit.unit, kind: unit.kind, name: unit.name, error, because: `${error} it says` },
    ...defined({ servingSince }),
  });
  const lost = { outcome: 'didNotRun', isFinal: true, because: 'not looked at, because the connection broke' };
  const crashed = { outcome: 'failed', because: 'the server of the copy crashed' };
  const silent = 'Error';

  it.each([
    { what: 'never', breaks: [], now: 'a', verdict: undefined },
    { what: 'twice', breaks: [of(silent, 'a'), of(silent, 'b')], now: 'c', verdict: undefined },
    {
      what: 'three times while the server ran on',
      breaks: [of(silent, 'a'), of('ECONNRESET', 'a'), of(silent, 'a')],
      now: 'a',
      verdict: lost,
    },
    {
      what: 'three times, and the server had been started anew each time',
      breaks: [of(silent, 'a'), of('ECONNRESET', 'b'), of(silent, 'c')],
      now: 'd',
      verdict: crashed,
    },
    {
      what: 'three times, and it had been started anew twice',
      breaks: [of(silent, 'a'), of(silent, 'b'), of(silent, 'c')],
      now: 'c',
      verdict: lost,
    },
    {
      what: 'three times, and said that it crashed',
      breaks: Array(3).fill(of('57P02')),
      now: undefined,
      verdict: crashed,
    },
    {
      what: 'three times, and an administrator had said so each time',
      breaks: [of('57P01', 'a'), of('57P01', 'b'), of('57P01', 'c')],
      now: 'd',
      verdict: lost,
    },
    {
      what: 'three times, and nobody sees since when it runs',
      breaks: Array(3).fill(of(silent)),
      now: 'a',
      verdict: lost,
    },
    {
      what: 'three times, and nobody sees it now',
      breaks: Array(3).fill(of(silent, 'a')),
      now: undefined,
      verdict: lost,
    },
  ])('$what', ({ breaks, now, verdict }) => {
    const judged = judgeBreaks([other, unit], breaks, { servingSince: now, at: '2026-01-05T03:00:00.000Z' });
    const expected = verdict && { ...verdict, because: expect.stringContaining(`${verdict.because} three times`) };
    expect(judged).toEqual(
      expected === undefined
        ? []
        : [{ unit: unit.unit, kind: 'index', name: 'b on a', at: '2026-01-05T03:00:00.000Z', ...expected }],
    );
  });
});
