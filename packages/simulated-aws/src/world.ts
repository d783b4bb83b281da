import type { Dispatch } from './call.ts';
import type { Clock } from './clock/clock.ts';
import type { Network } from './network/network.ts';
import type { Random } from './random.ts';

/** What every simulated service is given. */
export type World = Readonly<{
  account: string;
  clock: Clock;
  random: Random;
  network: Network;
  /** For services that call others (Step Functions calls Lambda). */
  dispatch: Dispatch;
  /** Milliseconds on the clock for so many seconds of AWS's own time: divided by `--speed` in a rehearsal, not otherwise. */
  awsTime: (seconds: number) => number;
  /** Where each event that an onlooker wants to see is told (the live timeline). */
  tell: (event: WorldEvent) => void;
}>;

/** What the live timeline shows. `at` in ms on the world's clock. */
export type WorldEvent = Readonly<
  | { kind: 'stateEntered'; at: number; machine: string; execution: string; state: string; stateType: string }
  | { kind: 'executionEnded'; at: number; machine: string; execution: string; status: string }
  | { kind: 'call'; at: number; service: string; operation: string; region: string; principal: string; error?: string }
  | { kind: 'resource'; at: number; service: string; resource: string; region: string; status: string }
  | { kind: 'invocation'; at: number; function: string; payload: string; answer: string }
  | { kind: 'log'; at: number; function: string; line: string }
>;
