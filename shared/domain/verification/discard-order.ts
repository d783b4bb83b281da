import type { RegionName } from '../../contracts/fields.ts';
import type { Claim } from './prove-ownership.ts';
import type { Waits } from './waits.ts';

/** What is to end, and what the ledgers hold of it. */
export type DiscardOrder = Readonly<{ name: string; region: RegionName; claim: Claim; waits: Waits; now: string }>;
