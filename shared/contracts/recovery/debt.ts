import * as z from 'zod';
import { DbInstanceId, Instant, RegionName, RunId, StepId } from '../fields.ts';

/**
 * How a fence that was owed ended. `paid`: the database takes no writes. `moot`: it is not there any more, or takes no writes for
 * another reason. `dropped`: its run took nothing over. `overtaken`: it is another run's matter now. `writtenOff`: a person said so.
 */
export const DebtVerdict = z.enum(['paid', 'moot', 'dropped', 'overtaken', 'writtenOff', 'givenUp']);
export type DebtVerdict = z.output<typeof DebtVerdict>;

/** A fence that a run could not make, kept in the control table until it is settled. One for each database. */
export const Debt = z.object({
  instance: DbInstanceId,
  region: RegionName,
  /** Who owes it: it stands in the ledger of that run, in the stream of the step's debt. */
  runId: RunId,
  stepId: StepId,
  /** Which execution of pay-fence it is with; another one that finds itself behind ends. */
  attempt: z.int().min(1),
  /** Since when it is owed, and why. */
  since: Instant,
  because: z.string(),
  /** Seconds, from `dueSince`. */
  keepTrying: z.number(),
  /** It is stopped and takes no writes until somebody starts it, or RDS itself at this moment: `keepTrying` counts from then. */
  holdsUntil: Instant.optional(),
  /** Of the fence as the run was let go on with it. */
  fence: z.string(),
  /** Since when it is known that the run, or one whose debt it took over, has taken over. Before that nobody may be fenced for it. */
  dueSince: Instant.optional(),
  /** A run has made this fence in the meantime. */
  fenced: z.object({ by: RunId, at: Instant }).optional(),
});
export type Debt = z.output<typeof Debt>;
