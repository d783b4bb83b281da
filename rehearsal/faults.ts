type Fault = Readonly<{
  text: string;
  /** How it must end: the service is recovered, or Lifeboat looks and leaves it alone. */
  ends: 'recovered' | 'leftAlone';
  /** What it strikes. Only a runbook that mends the service where it is helps where the service fails and its Region is well. */
  strikes: 'region' | 'service' | 'nothing';
  /** What the plan must name for it. */
  needs?: 'replica' | 'metricAlarm';
  /** Makes no sense with an operator at the button. */
  isForAlarms?: true;
}>;

/** What a rehearsal does to the protected service and its Region. The names are the values of `--fault`. */
export const faults = {
  'region-lost': {
    text: 'the primary Region falls silent: its API, its network, its database',
    ends: 'recovered',
    strikes: 'region',
  },
  'replication-lag': {
    text: 'the same, while the replicas are 3 s behind: acknowledged rows are lost',
    ends: 'recovered',
    strikes: 'region',
    needs: 'replica',
  },
  'slow-status': {
    text: 'the same, and RDS goes on answering `available` for 60 s after the promotion was called',
    ends: 'recovered',
    strikes: 'region',
  },
  throttled: {
    text: 'the same, and RDS and ECS throttle half of all calls, by the seed',
    ends: 'recovered',
    strikes: 'region',
  },
  'lost-answers': {
    text: 'the same, and the answer to each first mutating call is lost on its way',
    ends: 'recovered',
    strikes: 'region',
  },
  'tasks-fail': {
    text: 'every running task of the service answers 500 until another one takes its place; the Region is well',
    ends: 'recovered',
    strikes: 'service',
  },
  none: {
    text: 'nothing is broken: a failover fences the old primary first, and no row may be lost',
    ends: 'recovered',
    strikes: 'nothing',
  },
  'duplicate-events': {
    text: 'the primary Region falls silent, and EventBridge delivers every event three times: one run',
    ends: 'recovered',
    strikes: 'region',
    isForAlarms: true,
  },
  'alarm-region-down': {
    text: 'the primary Region falls silent, and no alarm event ever arrives: the schedule has to notice',
    ends: 'recovered',
    strikes: 'region',
    isForAlarms: true,
  },
  flapping: {
    text: 'the service fails for a few seconds, again and again, never as long as the dwell',
    ends: 'leftAlone',
    strikes: 'region',
    isForAlarms: true,
  },
  'false-alarm': {
    text: 'an alarm of the plan fires and the service is well',
    ends: 'leftAlone',
    strikes: 'region',
    needs: 'metricAlarm',
    isForAlarms: true,
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

const table: Readonly<Record<FaultName, Fault>> = faults;

export const faultNames: readonly FaultName[] = Object.keys(faults).filter(isFaultName);

function isFaultName(text: string): text is FaultName {
  return text in faults;
}

export const faultOf = (name: FaultName): Fault => table[name];
