import * as z from 'zod';
import { Instant, RunId, VerificationId } from '../fields.ts';

const PastVerification = z.object({
  runId: RunId,
  at: Instant,
  /** From the call that restores until the first check passed, and until everything was read. */
  restoreSeconds: z.number().optional(),
  readSeconds: z.number().optional(),
  /** Of the database that was proven: by it its backups are known when it is gone itself. */
  sourceResourceId: z.string().optional(),
  /** In words, what lay in it and nobody has looked at. */
  notLookedAt: z.string().max(300).optional(),
});
export type PastVerification = z.output<typeof PastVerification>;

const VerifiedState = z.object({
  /** When it was first looked for: what was never verified is as old as this. */
  watchedSince: Instant,
  /** Those that passed, the newest first, ten at most. */
  passed: z.array(PastVerification),
});

/** What verifications of a plan have shown so far, by their ids. */
export const VerifiedStates = z.record(VerificationId, VerifiedState);
export type VerifiedStates = z.output<typeof VerifiedStates>;
