import type { Named } from '../../../shared/contracts/define-kind.ts';
import type { PlanStep } from '../../../shared/contracts/step-kind.ts';
import type { Claim } from './claim.ts';

/** `byItsKind`: the thing alone says too little; what it is made as stands in the file of the kind that names it. */
type Things = {
  readonly [T in Named['type']]:
    | 'byItsKind'
    | ((thing: Extract<Named, { type: T }>, step: PlanStep) => readonly Claim[]);
};

/** Each type of thing that steps name. A new one does not compile until it is here. */
const things: Things = {
  database: ({ region: side, instance }) => [{ is: 'database', side, instance }],
  // What a step changes in a secret is the configuration of a service; what it only reads is a login.
  secret: ({ region: side, secret, changed }) => (changed === undefined ? [{ is: 'login', side, secret }] : []),
  service: ({ region: side, cluster, service }, step) => [
    { is: 'service', side, cluster, service, startsIdle: asksForTasks(step) },
  ],
  parameter: 'byItsKind',
  hostedZone: 'byItsKind',
  record: 'byItsKind',
  healthCheck: 'byItsKind',
  object: 'byItsKind',
};

/** What follows from the thing alone; undefined where only the kind of its step knows. */
export const claimsOfThing = (thing: Named, step: PlanStep): readonly Claim[] | undefined =>
  apply(thing.type, thing, step);

function apply<T extends Named['type']>(type: T, thing: Named, step: PlanStep): readonly Claim[] | undefined {
  const isOfType = (one: Named): one is Extract<Named, { type: T }> => one.type === type;
  const made = things[type];
  if (made === 'byItsKind' || !isOfType(thing)) return undefined;
  return made(thing, step);
}

/** A service that a step brings to a number of tasks may have none before. */
const asksForTasks = (step: PlanStep): boolean =>
  Object.values(step).some((spec) => typeof spec === 'object' && 'desired' in spec);
