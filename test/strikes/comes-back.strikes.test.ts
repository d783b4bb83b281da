import { regionComesBack } from './scenarios/comes-back.ts';
import { strikeAll } from './strike-all.ts';

strikeAll(regionComesBack);
