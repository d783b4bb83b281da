import type { Signal } from '../../shared/contracts/detection.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { alarmsOf, healthMetricsRegion } from '../../shared/domain/detection/alarms-of.ts';
import type { Complaint } from './complaint.ts';

const signalsPath = ['detection', 'signals'] as const;

/** What a signal is about, so that the same voice is not counted twice: the alarm on a health check is that health check. */
const subjectsOf = (signal: Signal, { regions }: Plan): string[] => {
  if ('healthCheck' in signal)
    return [
      `health check ${signal.healthCheck}`,
      ...(signal.alarm ? [`alarm ${healthMetricsRegion} ${signal.alarm}`] : []),
    ];
  if ('probe' in signal) return [`probe ${signal.probe}`];
  if ('rdsEvent' in signal) return [`RDS events ${regions[signal.region]} ${signal.rdsEvent}`];
  return [`alarm ${regions[signal.region]} ${signal.alarm}`];
};

const isSeenFromOutside = (signal: Signal): boolean =>
  'healthCheck' in signal || 'probe' in signal || signal.region === 'standby';

const sameSignals = (plan: Plan): Complaint[] => {
  const seen = new Map<string, number>();
  return plan.detection.signals.flatMap((signal, index) => {
    const subjects = subjectsOf(signal, plan);
    const first = subjects.map((subject) => seen.get(subject)).find((found) => found !== undefined);
    for (const subject of subjects) if (!seen.has(subject)) seen.set(subject, index);
    if (first === undefined) return [];
    return [{ path: [...signalsPath, index], message: `is the same as signal ${first + 1}: one voice, not two` }];
  });
};

const checkQuorum = ({ detection: { quorum, signals }, response: { mode } }: Plan): Complaint[] => [
  ...(quorum > signals.length
    ? [{ path: ['detection', 'quorum'], message: `can never be reached by ${signals.length} signals` }]
    : []),
  ...(mode === 'automatic' && quorum < 2
    ? [{ path: ['detection', 'quorum'], message: 'must be at least 2 with mode automatic: one signal may be wrong' }]
    : []),
];

const checkVantage = ({ detection: { signals }, regions }: Plan): Complaint[] =>
  signals.some(isSeenFromOutside)
    ? []
    : [{ path: signalsPath, message: `all are observed from ${regions.primary}: when it is lost, nobody can say so` }];

/** `detect` ends after half an hour; until then it must have said yes or no. */
const longestWatch = 1500;

const checkTimes = ({ detection: { dwell, patience, databaseFailover } }: Plan): Complaint[] => {
  const seconds = dwell + patience + (databaseFailover?.grace ?? 0);
  if (seconds <= longestWatch) return [];
  const message = `dwell, patience and grace are ${seconds} s together; more than ${longestWatch} s cannot be watched in one go`;
  return [{ path: ['detection'], message }];
};

/** What makes detection blind, deaf or counting one voice twice. */
export const checkDetection = (plan: Plan): Complaint[] => [
  ...checkQuorum(plan),
  ...checkVantage(plan),
  ...checkTimes(plan),
  ...sameSignals(plan),
];

/** Probes have alarms of their own in the standby Region. */
const wakingRegions = (plan: Plan): string[] => [
  ...alarmsOf(plan).map(({ region }) => region),
  ...plan.detection.signals.flatMap((signal) => ('probe' in signal ? [plan.regions.standby] : [])),
];

const warnWaking = (plan: Plan): Complaint[] => {
  const { primary } = plan.regions;
  if (wakingRegions(plan).some((region) => region !== primary)) return [];
  const message = `nothing outside ${primary} wakes Lifeboat: when it is lost, only the look every five minutes is left; add a probe`;
  return [{ path: signalsPath, message }];
};

const warnSignal = (signal: Signal, index: number): Complaint[] => {
  const path = [...signalsPath, index];
  if ('healthCheck' in signal)
    return signal.alarm ? [] : [{ path, message: 'has no alarm: a change is noticed by the next look only' }];
  if (!('alarm' in signal) || signal.watches) return [];
  return [{ path, message: 'does not say what the alarm watches: another one of the same name would be believed' }];
};

/** What is allowed and unwise in how a plan looks. */
export const warnDetection = (plan: Plan): Complaint[] => {
  const { detection, response } = plan;
  const isHasty = detection.dwell === 0 && response.mode === 'automatic';
  return [
    ...warnWaking(plan),
    ...detection.signals.flatMap(warnSignal),
    ...(isHasty
      ? [{ path: ['detection', 'dwell'], message: 'of 0 with mode automatic: the first moment of a quorum fails over' }]
      : []),
  ];
};
