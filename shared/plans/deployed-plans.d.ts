/** Written at bundling time by deployment/bundle.ts: every file of plans/, parsed by the closed schema, with its hash. */
declare module 'lifeboat:plans' {
  import type { DeployedPlan } from '../contracts/plan.ts';

  export const plans: Readonly<Record<string, DeployedPlan>>;
}
