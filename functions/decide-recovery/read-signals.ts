import { askEndpoint, type EndpointAnswer } from '../../shared/aws/ask-endpoint.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { SignalReading } from '../../shared/domain/decide-recovery.ts';

type Signal = DeployedPlan['detection']['signals'][number];

/** As a Route 53 health check has it: an answer that comes later than this does not count. */
const timeoutSeconds = 5;

const judge = ({ contains }: Signal, { status, body }: EndpointAnswer): Pick<SignalReading, 'state' | 'answer'> => {
  if (status < 200 || status > 399) return { state: 'bad', answer: `status ${status}` };
  if (contains !== undefined && !body.includes(contains))
    return { state: 'bad', answer: `status ${status}, but not the text that it should contain` };
  return { state: 'good', answer: `status ${status}` };
};

/** Failures of our own side: they say nothing about the service. */
const ownFailures = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EMFILE', 'EADDRNOTAVAIL']);

const judgeError = (error: unknown): Pick<SignalReading, 'state' | 'answer'> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return ownFailures.has(code) ? { state: 'unknown', answer: code } : { state: 'bad', answer: `no answer: ${code}` };
};

const read = async (signal: Signal, now: () => string): Promise<SignalReading> => {
  const at = now();
  try {
    return {
      probe: signal.probe,
      at,
      ...judge(signal, await askEndpoint({ url: signal.probe, method: 'GET', timeoutSeconds })),
    };
  } catch (error) {
    return { probe: signal.probe, at, ...judgeError(error) };
  }
};

/** Asks every signal of a plan at once, from where this function runs: the standby Region. */
export const createReadSignals =
  (now: () => string) =>
  (signals: readonly Signal[]): Promise<SignalReading[]> =>
    Promise.all(signals.map((signal) => read(signal, now)));
