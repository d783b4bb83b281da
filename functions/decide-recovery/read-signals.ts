import { askEndpoint, type EndpointAnswer } from '../../shared/aws/ask-endpoint.ts';
import type { ProbeSignal } from '../../shared/contracts/detection.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { SignalReading } from '../../shared/contracts/signal-reading.ts';

/** As a Route 53 health check has it: an answer that comes later than this does not count. */
const timeoutSeconds = 5;

const judge = (
  { contains }: ProbeSignal,
  { status, body }: EndpointAnswer,
): Pick<SignalReading, 'state' | 'answer'> => {
  if (status < 200 || status > 399) return { state: 'bad', answer: `status ${status}` };
  if (contains !== undefined && !body.includes(contains))
    return { state: 'bad', answer: `status ${status}, but not the text that it should contain` };
  return { state: 'good', answer: `status ${status}` };
};

/** Failures of our own side: they say nothing about the service. */
const ownFailures = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EMFILE', 'EADDRNOTAVAIL']);

const judgeError = (error: unknown): Pick<SignalReading, 'state' | 'answer'> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return ownFailures.has(code) ? { state: 'unreadable', answer: code } : { state: 'bad', answer: `no answer: ${code}` };
};

const read = async (signal: ProbeSignal, vantage: string, now: () => string): Promise<SignalReading> => {
  const at = now();
  const place = { signal: `probe ${signal.probe}`, vantage, at };
  try {
    return {
      ...place,
      ...judge(signal, await askEndpoint({ url: signal.probe, method: 'GET', timeoutSeconds })),
    };
  } catch (error) {
    return { ...place, ...judgeError(error) };
  }
};

/** Asks the probes of a plan at once, from where this function runs: the standby Region. */
export const createReadSignals =
  (now: () => string) =>
  ({ detection, regions }: Pick<DeployedPlan, 'detection' | 'regions'>): Promise<SignalReading[]> =>
    Promise.all(detection.signals.flatMap((signal) => ('probe' in signal ? [read(signal, regions.standby, now)] : [])));
