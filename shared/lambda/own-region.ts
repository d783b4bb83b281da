import { boundedHandler } from './bounded-handler.ts';

/**
 * Options of a client for what this stack itself owns: ledger, topic, records, executions. Its Region is the function's own,
 * the standby of the plans, so that nothing here depends on the primary. Its calls may be repeated without harm; a service that
 * does not answer, or stops in the middle of its answer, costs fifteen seconds at most.
 */
export const ownRegion = {
  maxAttempts: 3,
  requestHandler: boundedHandler({ connectionTimeout: 1000, requestTimeout: 5000, callTimeout: 15_000 }),
} as const;
