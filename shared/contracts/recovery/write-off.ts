import * as z from 'zod';
import { DbInstanceId, RunId } from '../fields.ts';
import { OperatorName, Reason } from '../said.ts';

/**
 * A person has said that the fence of this database is not to be made any more. Typed by a person: without a name and a reason it is none,
 * and of another run's debt it is none of this one.
 */
export const WriteOff = z.object({ runId: RunId, instance: DbInstanceId, operator: OperatorName, reason: Reason });
export type WriteOff = z.output<typeof WriteOff>;
