import { kindOf, namedIn, type PlanStep } from '../../../shared/contracts/step-kind.ts';
import { askedPerson } from './ask-operator.ts';
import { checkedData } from './check-data.ts';
import { checkedEndpoint } from './check-endpoint.ts';
import type { Claim, Claimed } from './claim.ts';
import { fencedDatabase } from './fence-database.ts';
import { promotedReplica } from './promote-replica.ts';
import { switchedName } from './switch-dns.ts';
import { claimsOfThing } from './things.ts';
import { updatedConfiguration } from './update-configuration.ts';

/**
 * The kinds of step that say more of the landscape than which things they name. A kind that only names things of known types needs no
 * line here; one that names nothing, or a thing that is made by its kind, cannot be staged without.
 */
const kinds = [
  promotedReplica,
  fencedDatabase,
  checkedData,
  checkedEndpoint,
  updatedConfiguration,
  switchedName,
  askedPerson,
] as const;

/** What a step of a plan says of the landscape. */
export const claimsOfStep = (step: PlanStep): readonly Claimed[] =>
  claimsIn(step).map((claim) => ({ ...claim, by: `step ${step.id}` }));

function claimsIn(step: PlanStep): readonly Claim[] {
  const own = kinds.find(({ kind }) => kind === kindOf(step))?.claims(step);
  const named = namedIn(step).map((thing) => claimsOfThing(thing, step));
  const isKnown = own !== undefined || (named.length > 0 && named.every((claims) => claims !== undefined));
  return isKnown ? [...named.flatMap((claims) => claims ?? []), ...(own ?? [])] : [unknownKind(step)];
}

const unknownKind = (step: PlanStep): Claim => ({
  is: 'impossible',
  because: `a rehearsal knows nothing of ${kindOf(step)} yet`,
});
