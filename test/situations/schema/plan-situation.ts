import * as z from 'zod';
import { Pattern } from './pattern.ts';

const Changes = z.record(z.string(), z.unknown());

/** A plan that somebody writes, and what `npm run plans` says to it. Closed: a key that is misspelt fails. */
export const PlanSituation = z.strictObject({
  title: z.string().min(20),
  line: z.literal(20),
  why: z.string().optional(),
  /** What differs from test/plans/shielda.yml: what stands at a path; null takes it away. */
  plan: Changes.default({}),
  /** The stages of region-failover that are left, in this order; all of them as they are where it is not said. */
  stages: z.array(z.string()).optional(),
  /** Further plans by their names: each is test/plans/shielda.yml with its name and these changes. */
  also: z.record(z.string(), Changes).default({}),
  expect: z.strictObject({
    /** Every complaint, in order, as field and text. None: the plan is taken. */
    refused: z.array(Pattern),
    /** Every warning besides; where it is refused nobody is warned. */
    warned: z.array(Pattern),
  }),
});
export type PlanSituation = z.output<typeof PlanSituation>;
