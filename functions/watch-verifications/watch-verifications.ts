import type { Nothing } from '../../shared/contracts/recovery/run.ts';
import type { Verified } from '../../shared/control/verified.ts';
import { ageOf, watched } from '../../shared/domain/verification/verified.ts';
import type { Plans } from '../../shared/plans/find.ts';

export type WatchVerificationsDependencies = Readonly<{
  plans: Plans;
  verified: Verified;
  /** The age of the oldest proof over all plans, in seconds. */
  publish: (ageSeconds: number, at: string) => Promise<void>;
  now: () => string;
}>;

/**
 * The dead man's switch: an alarm cannot look back further than seven days (API_PutMetricAlarm), so every hour the age of the
 * oldest proof is written down, and the alarm is on that age and on its absence.
 */
export async function watchVerifications(
  _: Nothing,
  { plans, verified, publish, now }: WatchVerificationsDependencies,
): Promise<Nothing> {
  const at = now();
  const ages: number[] = [];
  for (const { plan, restoreVerification } of Object.values(plans)) {
    const ids = restoreVerification.map(({ id }) => id);
    const age = ageOf(await verified.change(plan, (states) => watched(states, ids, at)), at);
    if (age !== undefined) ages.push(age);
  }
  await publish(Math.max(0, ...ages), at);
  return {};
}
