import type { DbResourceId } from '../../contracts/fields.ts';
import type { LedgerOf } from '../../control/connect-tables.ts';
import type { Control } from '../../control/control.ts';
import type { KnownPromotion } from '../../domain/recovery/judge-fork.ts';
import { stepHistoryOf } from '../../domain/step-history.ts';
import type { StepRun } from '../../executor/step.ts';

export const promotion = 'PromoteReadReplica';

type Of = Pick<StepRun, 'plan' | 'runId' | 'stepId' | 'now'>;

/** Which databases runs have promoted: kept before the call, and believed when the run's own chain has the call. */
export type Promotions = Readonly<{
  keep: (resourceId: DbResourceId, of: Of) => Promise<void>;
  find: (resourceId: DbResourceId, of: Pick<Of, 'plan'>) => Promise<KnownPromotion | undefined>;
}>;

export const openPromotions = (
  control: Pick<Control, 'keepPromotion' | 'promotions'>,
  ledgerOf: LedgerOf,
): Promotions => ({
  keep: (resourceId, { plan, runId, stepId, now: at }) =>
    control.keepPromotion(resourceId, { plan, runId, stepId, at }),
  find: async (resourceId, { plan }) => {
    const orders = (await control.promotions(resourceId)).filter((order) => order.plan === plan);
    for (const { runId, stepId } of orders) {
      const { acts } = stepHistoryOf(await ledgerOf(runId).read(`step:${stepId}`));
      const act = acts.findLast(({ command, result }) => command.operation === promotion && result !== 'rejected');
      if (act !== undefined) return { runId, at: act.at, evidence: act.evidence };
    }
    return undefined;
  },
});
