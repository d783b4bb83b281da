import type { Side } from '../../shared/contracts/fields.ts';
import type { Plan, PlanStep } from '../../shared/contracts/plan.ts';
import type { SwitchDnsSpec } from '../../shared/contracts/specs/switch-dns.ts';
import type { UpdateConfigurationSpec } from '../../shared/contracts/specs/update-configuration.ts';
import type { Complaint } from './complaint.ts';
import { viewOf } from './runbook/view.ts';

/** What a plan changes, in words that name it alone. Names of two hosted zones are two names; of no zone the name is any. */
type Claim = Readonly<{ what: string; zone?: string; fields: readonly string[] }>;

type PlacedClaim = Claim & Readonly<{ path: Complaint['path'] }>;

const ofConfiguration = ({ target }: UpdateConfigurationSpec, region: string): string =>
  'secret' in target
    ? `key ${target.key} of secret ${target.secret} in ${region}`
    : `parameter ${target.parameter} in ${region}`;

const ofSwitch = (spec: SwitchDnsSpec): Claim[] => {
  const what = `name ${spec.name}`;
  if (spec.strategy === 'records') return [{ what, zone: spec.zone, fields: ['switchDns', 'name'] }];
  const { bucket, key } = spec.switch;
  return [
    { what, fields: ['switchDns', 'name'] },
    { what: `health check ${spec.healthCheck}`, fields: ['switchDns', 'healthCheck'] },
    { what: `switch ${bucket}/${key}`, fields: ['switchDns', 'switch'] },
  ];
};

const claimsOf = (step: PlanStep, at: (side: Side) => string): Claim[] => {
  const database = (kind: string, { instance, region }: { instance: string; region: Side }): Claim[] => [
    { what: `database ${instance} in ${at(region)}`, fields: [kind, 'instance'] },
  ];
  if ('promoteReplica' in step) return database('promoteReplica', step.promoteReplica);
  if ('fenceDatabase' in step) return database('fenceDatabase', step.fenceDatabase);
  if ('scaleService' in step) {
    const { cluster, service, region } = step.scaleService;
    return [{ what: `service ${cluster}/${service} in ${at(region)}`, fields: ['scaleService', 'service'] }];
  }
  if ('updateConfiguration' in step) {
    const spec = step.updateConfiguration;
    return [{ what: ofConfiguration(spec, at(spec.region)), fields: ['updateConfiguration', 'target'] }];
  }
  return 'switchDns' in step ? ofSwitch(step.switchDns) : [];
};

const isSame = (a: Claim, b: Claim): boolean =>
  a.what === b.what && (a.zone === undefined || b.zone === undefined || a.zone === b.zone);

/** Each thing once, where the plan names it first. */
const claimsOfPlan = (plan: Plan): PlacedClaim[] => {
  const all = Object.entries(plan.runbooks).flatMap(([name, runbook]) =>
    viewOf(plan, name, runbook).steps.flatMap(({ spec, path }) =>
      claimsOf(spec, (side) => plan.regions[side]).map((claim) => ({ ...claim, path: [...path, ...claim.fields] })),
    ),
  );
  return all.filter((claim, index) => all.findIndex((other) => isSame(other, claim)) === index);
};

/** By plan, what an earlier one changes, too. Each plan has a lock of its own: two runs would act on one thing at once. */
export const checkSharing = (plans: readonly Plan[]): Complaint[][] => {
  const claims = plans.map(claimsOfPlan);
  return claims.map((own, index) =>
    own.flatMap((claim) => {
      const owner = claims.slice(0, index).findIndex((others) => others.some((other) => isSame(other, claim)));
      if (owner < 0) return [];
      const message = `${claim.what} is changed by plan ${plans[owner]?.plan}, too: two plans have two locks and would act on it at once; let one of them have it`;
      return [{ path: claim.path, message }];
    }),
  );
};
