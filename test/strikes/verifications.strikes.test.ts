import { stoppedVerification } from './scenarios/settlements.ts';
import { verification } from './scenarios/verifications.ts';
import { strikeAll } from './strike-all.ts';

for (const scenario of [verification, stoppedVerification]) strikeAll(scenario);
