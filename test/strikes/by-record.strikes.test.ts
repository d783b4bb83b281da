import { byRecord } from './scenarios/recoveries.ts';
import { strikeAll } from './strike-all.ts';

strikeAll(byRecord);
