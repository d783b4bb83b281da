import { PlanName } from '../contracts/fields.ts';

/**
 * One run of verify-restores at a time, whatever it verifies: the name of its lock and of its kill switch in the control table.
 * No plan may be called so (deployment/plans/check-verification.ts).
 */
export const verificationLock = PlanName.parse('restore-verification');
