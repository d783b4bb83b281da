import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openJournal, stateOfSources } from './journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifeboat-journal-'));
});

const open = (sources = 'one') =>
  openJournal(join(folder, 'below', 'strikes.jsonl'), {
    ...{ sources, commit: 'abc1234', now: () => new Date('2026-01-05T03:00:00.000Z') },
  });

const first = { scenario: 'Region lost', kind: 'denied', strikes: ['a', 'b'] };

describe('the journal of strikes', () => {
  it('is empty before anything was played', () => {
    expect(open().held('Region lost', 'denied')).toEqual(new Set());
  });

  it('has what held of a scenario and a kind, from all runs', () => {
    open().write(first);
    open().write({ ...first, strikes: ['c'] });
    expect(open().held('Region lost', 'denied')).toEqual(new Set(['a', 'b', 'c']));
    expect(open().held('Region lost', 'silent')).toEqual(new Set());
    expect(open().held('dry run', 'denied')).toEqual(new Set());
  });

  it('has nothing of other sources, and has it again when they are as they were', () => {
    open('one').write(first);
    expect(open('two').held('Region lost', 'denied')).toEqual(new Set());
    expect(open('one').held('Region lost', 'denied')).toEqual(new Set(['a', 'b']));
  });

  it('takes no line that was cut short', () => {
    open().write(first);
    appendFileSync(join(folder, 'below', 'strikes.jsonl'), '{"sources":"one","scenario":"Region lo');
    expect(open().held('Region lost', 'denied')).toEqual(new Set(['a', 'b']));
  });
});

describe('the state of the sources', () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const state = () => stateOfSources([join(folder, 'a.ts'), join(folder, 'b.ts')]);

  it('is the same for the same texts, and another for other texts or places', () => {
    write('a.ts', 'one');
    write('b.ts', 'two');
    const before = state();
    expect(state()).toBe(before);
    write('b.ts', 'three');
    const changed = state();
    expect(changed).not.toBe(before);
    write('a.ts', 'onetwo');
    write('b.ts', '');
    expect(new Set([before, changed, state()]).size).toBe(3);
  });

  it('is of all that a play rests on', () => {
    expect(stateOfSources()).toMatch(/^[0-9a-f]{16}$/);
  });
});
