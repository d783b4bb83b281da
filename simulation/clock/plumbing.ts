/**
 * What AWS's own plumbing costs, in seconds, charged on the virtual clock and (divided by the speed) in rehearsals, so that
 * our figures do not flatter us. One table; each figure with its source.
 */
export const plumbing = {
  /** Placeholder table: the owner of step-functions fills in sources. */
  lambdaColdStartSeconds: 0.45,
  lambdaWarmInvokeSeconds: 0.03,
  stateTransitionSeconds: 0.025,
  startExecutionSyncSeconds: 0.5,
  distributedMapSeconds: 7,
} as const;
