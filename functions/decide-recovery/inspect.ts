import type { Finding } from '../../shared/contracts/ledger-entry.ts';
import type { PlanStep } from '../../shared/contracts/plan.ts';
import type { PromoteReplicaDependencies } from '../../shared/steps/promote-replica/observe.ts';
import { promoteReplica } from '../../shared/steps/promote-replica.ts';
import type { StepRun } from '../../shared/steps/step.ts';

/**
 * Asks the one kind of step that cannot be undone whether it would get through, and what would be lost. It is asked before
 * anything is fenced: a promotion that is refused later would leave no primary at all.
 */
export const createInspect =
  (dependencies: PromoteReplicaDependencies) =>
  async (step: PlanStep, run: StepRun): Promise<Finding[]> => {
    if (!('promoteReplica' in step)) return [];
    const facts = await promoteReplica.observe(step.promoteReplica, run, dependencies);
    return promoteReplica.assess(step.promoteReplica, facts, run);
  };
