import type { Side } from '../../../shared/contracts/fields.ts';
import { type Claimed, claimsOf, type DatabaseClaim } from '../claims/claim.ts';

/** All that is said of one instance. */
export type Known = Readonly<{ side: Side; instance: string; claims: readonly Claimed<DatabaseClaim>[] }>;

export const knownInstances = (claims: readonly Claimed[]): Known[] =>
  [...Map.groupBy(claimsOf(claims, 'database'), ({ side, instance }) => `${side} ${instance}`).values()].flatMap(
    (own) => {
      const [first] = own;
      return first === undefined ? [] : [{ side: first.side, instance: first.instance, claims: own }];
    },
  );

/** What the runbook says counts more than a pin, which may be of another time. */
export function roleOf({ claims }: Known): 'primary' | 'replica' {
  const said = claims.find(({ role }) => role !== undefined)?.role;
  return said ?? (claims.some(({ source }) => source !== undefined) ? 'replica' : 'primary');
}
