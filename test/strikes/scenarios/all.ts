import type { Scenario } from '../scenario.ts';
import { regionComesBack } from './comes-back.ts';
import { controlPlaneDown } from './control-plane-down.ts';
import { byItself, falseAlarm, stoppedLook } from './detections.ts';
import { failsAndAsks } from './questions.ts';
import { allAlive, byRecord, dryRun, refusedStart, regionLost } from './recoveries.ts';
import { overdueRun, stoppedRun, stoppedVerification } from './settlements.ts';
import { verification } from './verifications.ts';

/** Between them they pass every function and every machine of the stack; a test holds them to it. */
export const scenarios: readonly Scenario[] = [
  allAlive,
  verification,
  failsAndAsks,
  byItself,
  stoppedRun,
  stoppedVerification,
  stoppedLook,
  falseAlarm,
  regionComesBack,
  regionLost,
  controlPlaneDown,
  dryRun,
  byRecord,
  refusedStart,
  overdueRun,
];
