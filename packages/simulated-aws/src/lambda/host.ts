import type { Resolver } from '../dns/resolver.ts';
import type { World } from '../world.ts';
import type { Life } from './life.ts';
import type { Timers } from './timers.ts';

/** What a sandbox has of the outside: all that its modules and globals are made of. */
export type Host = Readonly<{
  world: World;
  resolver: Resolver;
  life: Life;
  timers: Timers;
  tell: (line: string) => void;
}>;

/** A built-in module as `require` hands it out; a fresh, mutable object for each sandbox. */
export type Module = Record<string, unknown>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Settled = (...results: unknown[]) => void;

export const isCallback = (value: unknown): value is Settled => typeof value === 'function';
