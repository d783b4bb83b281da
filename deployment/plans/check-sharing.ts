import type { Named } from '../../shared/contracts/define-kind.ts';
import type { Side } from '../../shared/contracts/fields.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { kindOf, namedIn, type PlanStep } from '../../shared/contracts/step-kind.ts';
import type { Complaint } from './complaint.ts';
import { viewOf } from './runbook/view.ts';

/** By plan, what an earlier one changes, too. Each plan has a lock of its own: two runs would act on one thing at once. */
export function checkSharing(plans: readonly Plan[]): Complaint[][] {
  const claims = plans.map(claimsOfPlan);
  return claims.map((own, index) =>
    own.flatMap((claim) => {
      const owner = claims.slice(0, index).findIndex((others) => others.some((other) => isSame(other, claim)));
      if (owner < 0) return [];
      const message = `${claim.what} is changed by plan ${plans[owner]?.plan}, too: two plans have two locks and would act on it at once; let one of them have it`;
      return [{ path: claim.path, message }];
    }),
  );
}

/** What a plan changes, in words that name it alone. Names of two hosted zones are two names; of no zone the name is any. */
type Claim = Readonly<{ what: string; zone?: string; fields: readonly string[] }>;

type PlacedClaim = Claim & Readonly<{ path: Complaint['path'] }>;

/** Each thing once, where the plan names it first. */
function claimsOfPlan(plan: Plan): PlacedClaim[] {
  const all = Object.entries(plan.runbooks).flatMap(([name, runbook]) =>
    viewOf(plan, name, runbook).steps.flatMap(({ spec, path }) =>
      claimsOf(spec, (side) => plan.regions[side]).map((claim) => ({ ...claim, path: [...path, ...claim.fields] })),
    ),
  );
  return all.filter((claim, index) => all.findIndex((other) => isSame(other, claim)) === index);
}

const claimsOf = (step: PlanStep, at: (side: Side) => string): Claim[] =>
  namedIn(step).flatMap((named) => {
    if (named.changed === undefined) return [];
    const zone = named.type === 'record' ? named.zone : undefined;
    return [{ what: wordsFor(named, at), ...(zone !== undefined && { zone }), fields: [kindOf(step), named.changed] }];
  });

/** A thing in words that name it alone. */
function wordsFor(named: Named, at: (side: Side) => string): string {
  switch (named.type) {
    case 'database':
      return `database ${named.instance} in ${at(named.region)}`;
    case 'secret':
      return `${named.key === undefined ? '' : `key ${named.key} of `}secret ${named.secret} in ${at(named.region)}`;
    case 'parameter':
      return `parameter ${named.parameter} in ${at(named.region)}`;
    case 'service':
      return `service ${named.cluster}/${named.service} in ${at(named.region)}`;
    case 'hostedZone':
      return `zone ${named.zone}`;
    case 'record':
      return `name ${named.name}`;
    case 'healthCheck':
      return `health check ${named.healthCheck}`;
    case 'object':
      return `switch ${named.bucket}/${named.key}`;
    default:
      return named satisfies never;
  }
}

const isSame = (a: Claim, b: Claim): boolean =>
  a.what === b.what && (a.zone === undefined || b.zone === undefined || a.zone === b.zone);
