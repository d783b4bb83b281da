import type { Signal } from '../../shared/contracts/detection/detection.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { alarmsOf } from '../../shared/domain/detection/alarms-of.ts';
import { checkMaintenance } from './check-maintenance.ts';
import type { Complaint } from './complaint.ts';
import { isPrivate } from './private-address.ts';
import { hostOf } from './runbook/view.ts';
import { sameVoices } from './voices.ts';

const signalsPath = ['detection', 'signals'] as const;

/** `detect` ends after half an hour; until then it must have said yes or no. */
const longestWatch = 1500;

/** What makes detection blind, deaf or counting one voice twice. */
export const checkDetection = (plan: Plan): Complaint[] => [
  ...checkQuorum(plan),
  ...checkVantage(plan),
  ...checkTimes(plan),
  ...checkMaintenance(plan),
  ...sameVoices(plan),
];

const checkQuorum = ({ detection: { quorum, signals }, response: { mode } }: Plan): Complaint[] => [
  ...(quorum > signals.length
    ? [
        {
          path: ['detection', 'quorum'],
          message: `of ${quorum} can never be reached by ${signals.length} signals: say ${signals.length} or less`,
        },
      ]
    : []),
  ...(mode === 'automatic' && quorum < 2
    ? [{ path: ['detection', 'quorum'], message: 'must be at least 2 with mode automatic: one signal may be wrong' }]
    : []),
];

function checkVantage(plan: Plan): Complaint[] {
  const { detection, regions, response } = plan;
  if (detection.signals.some(isSeenFromOutside)) return response.mode === 'automatic' ? quorumFromInside(plan) : [];
  return [
    { path: signalsPath, message: `all are observed from ${regions.primary}: when it is lost, nobody can say so` },
  ];
}

const isSeenFromOutside = (signal: Signal): boolean =>
  'healthCheck' in signal || 'probe' in signal || signal.region === 'standby';

/** When the primary Region is silent, only those from outside can speak. */
function quorumFromInside({ detection: { signals, quorum }, regions }: Plan): Complaint[] {
  const outside = signals.filter(isSeenFromOutside).length;
  if (outside === 0 || outside >= quorum || quorum > signals.length) return [];
  const message = `of ${quorum} is never reached when ${regions.primary} is silent: only ${outside} of the signals ${outside === 1 ? 'is' : 'are'} seen from outside; add a probe or a health check of another kind`;
  return [{ path: ['detection', 'quorum'], message }];
}

function checkTimes({ detection: { dwell, patience, databaseFailover } }: Plan): Complaint[] {
  const seconds = dwell + patience + (databaseFailover?.grace ?? 0);
  if (seconds <= longestWatch) return [];
  const message = `dwell, patience and grace are ${seconds} s together; more than ${longestWatch} s cannot be watched in one go`;
  return [{ path: ['detection'], message }];
}

/** What is allowed and unwise in how a plan looks. */
export function warnDetection(plan: Plan): Complaint[] {
  const { detection, response } = plan;
  const isHasty = detection.dwell === 0 && response.mode === 'automatic';
  return [
    ...warnWaking(plan),
    ...(response.mode === 'automatic' ? [] : quorumFromInside(plan)),
    ...detection.signals.flatMap(warnSignal),
    ...(isHasty
      ? [{ path: ['detection', 'dwell'], message: 'of 0 with mode automatic: the first moment of a quorum fails over' }]
      : []),
  ];
}

function warnWaking(plan: Plan): Complaint[] {
  const { primary } = plan.regions;
  if (wakingRegions(plan).some((region) => region !== primary)) return [];
  const message = `nothing outside ${primary} wakes Lifeboat: when it is lost, only the look every five minutes is left; add a probe`;
  return [{ path: signalsPath, message }];
}

/** Probes have alarms of their own in the standby Region. */
const wakingRegions = (plan: Plan): string[] => [
  ...alarmsOf(plan).map(({ region }) => region),
  ...plan.detection.signals.flatMap((signal) => ('probe' in signal ? [plan.regions.standby] : [])),
];

function warnSignal(signal: Signal, index: number): Complaint[] {
  const path = [...signalsPath, index];
  if ('probe' in signal && isPrivate(hostOf(signal.probe)))
    return [
      { path, message: 'asks a private address, which no client uses: only a function within its VPC reaches it' },
    ];
  if ('healthCheck' in signal)
    return signal.alarm ? [] : [{ path, message: 'has no alarm: a change is noticed by the next look only' }];
  if (!('alarm' in signal) || signal.watches) return [];
  return [{ path, message: 'does not say what the alarm watches: another one of the same name would be believed' }];
}
