import { callErrorOf } from '../aws/call-error-of.ts';
import type { Signal } from '../contracts/detection/detection.ts';
import type { SignalReading } from '../contracts/detection/signal-reading.ts';
import type { Plan } from '../contracts/plan.ts';
import { alarmOfEach } from '../domain/detection/alarms-of.ts';
import { readAlarm } from './alarm.ts';
import { readAlarmsOfRegions } from './alarms-of-regions.ts';
import { readHealthCheck } from './health-check.ts';
import { readProbe } from './probe.ts';
import { readRdsEvent } from './rds-event.ts';
import type { Judgement, Reader, SignalClients } from './signal-clients.ts';
import { readSilence } from './silence.ts';
import { withinPatience } from './within-patience.ts';
import { whyUnreadable } from './words.ts';

/** Every signal of the plan as it is now, in the plan's order. Never throws: a look that failed is a reading, too. */
export type ReadSignals = (plan: Pick<Plan, 'plan' | 'regions' | 'detection'>) => Promise<SignalReading[]>;

export const createReadSignals =
  (clients: SignalClients, now: () => string): ReadSignals =>
  async (plan) => {
    const at = now();
    const places = alarmOfEach(plan, clients.stackName);
    const alarms = readAlarmsOfRegions(
      places.filter((place) => place !== undefined),
      clients.cloudWatch,
    );
    const reader: Reader = { plan, clients, alarms, now: at };
    const readOne = async (signal: Signal, index: number): Promise<SignalReading> => {
      const [judged, silence] = await Promise.all([
        judge(look(signal, index, reader)),
        readSilence(places[index], alarms),
      ]);
      return { ...nameOf(signal, plan), ...judged, ...silence, at };
    };
    return await Promise.all(plan.detection.signals.map(readOne));
  };

async function judge(work: Promise<Judgement>): Promise<Judgement> {
  try {
    return await withinPatience(work);
  } catch (error) {
    return { state: 'unreadable', answer: whyUnreadable(callErrorOf(error)) };
  }
}

function look(signal: Signal, index: number, reader: Reader): Promise<Judgement> {
  if ('healthCheck' in signal) return readHealthCheck(signal, reader);
  if ('probe' in signal) return readProbe(signal, index, reader);
  if ('rdsEvent' in signal) return readRdsEvent(signal, reader);
  return readAlarm(signal, reader);
}

type Named = Pick<SignalReading, 'signal' | 'vantage'>;

/** How people call it, and from where it is observed. */
function nameOf(signal: Signal, { regions }: Pick<Plan, 'regions'>): Named {
  if ('healthCheck' in signal)
    return { signal: `health check ${signal.host ?? signal.healthCheck}`, vantage: 'route53' };
  if ('probe' in signal) return { signal: `probe of ${signal.probe}`, vantage: regions.standby };
  const vantage = regions[signal.region];
  if ('rdsEvent' in signal) return { signal: `RDS events of ${signal.rdsEvent} in ${vantage}`, vantage };
  return { signal: `alarm ${signal.alarm} in ${vantage}`, vantage };
}
