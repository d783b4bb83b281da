import { controlPlaneDown } from './scenarios/control-plane-down.ts';
import { strikeAll } from './strike-all.ts';

strikeAll(controlPlaneDown);
