import { overdueRun, stoppedRun } from './scenarios/settlements.ts';
import { strikeAll } from './strike-all.ts';

for (const scenario of [stoppedRun, overdueRun]) strikeAll(scenario);
