import type { RecoveryRecord } from '../../contracts/recovery/recovery-record.ts';
import { duration } from '../format.ts';

/** What somebody outside the run adds to its report: a rehearsal says what its writer saw and how fast AWS was played. */
export type Annex = Readonly<{
  title: string;
  /** What of it was real, in the line before all figures. */
  setting: string;
  /** How many times faster AWS was played, and what the recovery would have taken at AWS's own pace, in seconds. */
  pace: Readonly<{ speed: number; recoverySeconds: number | undefined }>;
  /** Who answered, where it was no person. */
  answeredBy?: string;
  rows: readonly Readonly<{ label: string; value: string }>[];
  note: string;
}>;

/** A measurement as a report states it. `isProjected`: reckoned from what was measured. */
export type Stated = RecoveryRecord['recoveryTime'] & Readonly<{ isProjected?: boolean }>;

/** Recovery time at AWS's own pace: what was played faster is no measurement of what it would take. */
export function statedRecoveryTime({ recoveryTime }: RecoveryRecord, annex: Annex | undefined): Stated {
  const { measuredSeconds, objectiveSeconds, basis } = recoveryTime;
  const { speed = 1, recoverySeconds } = annex?.pace ?? {};
  if (speed === 1 || measuredSeconds === undefined || recoverySeconds === undefined) return recoveryTime;
  return {
    ...recoveryTime,
    measuredSeconds: recoverySeconds,
    isMet: recoveryTime.isMet && recoverySeconds <= objectiveSeconds,
    isProjected: true,
    basis: `reckoned at AWS's own pace; the rehearsal took ${duration(measuredSeconds)} with AWS ${speed} times faster, ${basis}`,
  };
}
