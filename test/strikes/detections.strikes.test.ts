import { byItself, falseAlarm, stoppedLook } from './scenarios/detections.ts';
import { strikeAll } from './strike-all.ts';

for (const scenario of [byItself, falseAlarm, stoppedLook]) strikeAll(scenario);
