import type { LedgerOf } from '../control/connect-tables.ts';
import type { Plans } from '../plans/find.ts';
import type { Publish } from './open-topic.ts';

/** What a task needs that asks people something. */
export type AskDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  publish: Publish;
  /** Of the executions that wait for the answer. */
  region: string;
  /** What has all that a message has no room for. */
  ledgerTable: string;
  now: () => string;
}>;
