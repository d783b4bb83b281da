import type { Side } from '../../../shared/contracts/fields.ts';
import type { Plan, Runbook } from '../../../shared/contracts/plan.ts';
import type { CheckDataSpec } from '../../../shared/contracts/specs/check-data.ts';
import type { CheckEndpointSpec } from '../../../shared/contracts/specs/check-endpoint.ts';
import type { FenceDatabaseSpec } from '../../../shared/contracts/specs/fence-database.ts';
import type { PromoteReplicaSpec } from '../../../shared/contracts/specs/promote-replica.ts';
import type { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { UpdateConfigurationSpec } from '../../../shared/contracts/specs/update-configuration.ts';
import { effectOf, kindOf, type PlanStep } from '../../../shared/contracts/step-kind.ts';
import { plainHost } from '../../../shared/domain/balancer-name.ts';

type Path = readonly (string | number)[];

/** A step in its place. `path` leads to it, `stage` counts from 0: steps of one stage run side by side. */
export type Placed<S> = Readonly<{ id: string; path: Path; stage: number; isRequired: boolean; spec: S }>;

/** What a runbook does, by kinds of step, in its order. */
export type RunbookView = Readonly<{
  plan: Plan;
  name: string;
  kind: Runbook['kind'];
  /** To its stages. */
  path: Path;
  steps: readonly Placed<PlanStep>[];
  fences: readonly Placed<FenceDatabaseSpec>[];
  promotions: readonly Placed<PromoteReplicaSpec>[];
  configurations: readonly Placed<UpdateConfigurationSpec>[];
  /** All that change something besides these: services, and whatever no check knows more of. */
  others: readonly Placed<PlanStep>[];
  switches: readonly Placed<SwitchDnsSpec>[];
  endpoints: readonly Placed<CheckEndpointSpec>[];
  dataChecks: readonly Placed<CheckDataSpec>[];
  questions: readonly Placed<unknown>[];
}>;

export function viewOf(plan: Plan, name: string, runbook: Runbook): RunbookView {
  const path = ['runbooks', name, 'stages'];
  const steps = placed(runbook, path);
  const only = <S>(specOf: (step: PlanStep) => S | undefined): Placed<S>[] =>
    steps.flatMap((one) => {
      const spec = specOf(one.spec);
      return spec === undefined ? [] : [{ ...one, spec }];
    });
  return {
    ...{ plan, name, kind: runbook.kind, path, steps },
    fences: only((step) => ('fenceDatabase' in step ? step.fenceDatabase : undefined)),
    promotions: only((step) => ('promoteReplica' in step ? step.promoteReplica : undefined)),
    configurations: only((step) => ('updateConfiguration' in step ? step.updateConfiguration : undefined)),
    others: only((step) =>
      effectOf(kindOf(step)) === 'changes' && !('updateConfiguration' in step) ? step : undefined,
    ),
    switches: only((step) => ('switchDns' in step ? step.switchDns : undefined)),
    endpoints: only((step) => ('checkEndpoint' in step ? step.checkEndpoint : undefined)),
    dataChecks: only((step) => ('checkData' in step ? step.checkData : undefined)),
    questions: only((step) => ('askOperator' in step ? step.askOperator : undefined)),
  };
}

const placed = (runbook: Runbook, path: Path): Placed<PlanStep>[] =>
  runbook.stages.flatMap(({ steps }, stage) =>
    steps.map((step, index) => ({
      id: step.id,
      path: [...path, stage, 'steps', index],
      stage,
      isRequired: step.required,
      spec: step,
    })),
  );

/** Steps that change something. */
export const actsOf = (view: RunbookView): Placed<unknown>[] =>
  view.steps
    .filter(({ spec }) => !['looks', 'asks'].includes(effectOf(kindOf(spec))))
    .toSorted((a, b) => a.stage - b.stage);

/** The stage after which a thing holds; -1 where it never has to be waited for. */
export const lastStage = (steps: readonly Placed<unknown>[]): number =>
  Math.max(-1, ...steps.map(({ stage }) => stage));

/** Instances of one name may stand in both Regions. */
type Located = Readonly<{ instance: string; region: Side }>;
export const isSame = (a: Located, b: Located): boolean => a.instance === b.instance && a.region === b.region;

/** From the primary side to the standby side. A failback goes back, and a recovery may stay where it is. */
export const leavesPrimary = ({ kind }: Pick<RunbookView, 'kind'>): boolean =>
  kind === 'failover' || kind === 'switchover';

/** Host of a URL as names are compared. */
export const hostOf = (url: string): string => plainHost(new URL(url).hostname);

/** Where a switch leads, by a name as names are compared. */
export function targetOf(spec: SwitchDnsSpec): string {
  if (spec.strategy === 'health') return plainHost(spec.expect);
  return plainHost('cname' in spec.to ? spec.to.cname : spec.to.alias);
}

/** Where the name leads now, as far as the plan says. */
export function formerOf(spec: SwitchDnsSpec): string | undefined {
  if (spec.strategy === 'health') return undefined;
  return plainHost('cname' in spec.from ? spec.from.cname : spec.from.alias);
}
