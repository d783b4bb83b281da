/** What a rehearsal does to the primary Region. The names are the values of `--fault`. */
export const faults = {
  'region-lost': 'the primary Region falls silent: its API, its network, its database',
  'replication-lag': 'the same, while the replica is 3 s behind: acknowledged rows are lost',
  'slow-status': 'the same, and RDS goes on answering `available` for 60 s after the promotion was called',
  throttled: 'the same, and RDS and ECS throttle half of all calls, by the seed',
  'lost-answers': 'the same, and the answer to each first mutating call is lost on its way',
  none: 'nothing is broken: the old primary is fenced first, and no row may be lost',
} as const;

export type FaultName = keyof typeof faults;

const isFaultName = (text: string): text is FaultName => text in faults;

export const faultNames: readonly FaultName[] = Object.keys(faults).filter(isFaultName);
