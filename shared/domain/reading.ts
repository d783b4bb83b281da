import type { CallError } from './judge-call-error.ts';

/** What a read gave. One that failed is a fact, too. */
export type Reading<T> = Readonly<{ kind: 'known'; value: T } | { kind: 'unreadable'; failure: CallError }>;

export const known = <T>(value: T): Reading<T> => ({ kind: 'known', value });

export const knownOf = <T>(reading: Reading<T>): T | undefined =>
  reading.kind === 'known' ? reading.value : undefined;
