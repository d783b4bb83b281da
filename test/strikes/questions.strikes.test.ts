import { failsAndAsks } from './scenarios/questions.ts';
import { dryRun, refusedStart } from './scenarios/recoveries.ts';
import { strikeAll } from './strike-all.ts';

for (const scenario of [failsAndAsks, dryRun, refusedStart]) strikeAll(scenario);
