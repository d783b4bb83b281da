import type { EndpointAnswer } from '../../shared/aws/ask-endpoint.ts';
import type { ProbeSignal } from '../../shared/contracts/detection.ts';
import type { Nothing } from '../../shared/contracts/run.ts';
import { probeDimensions } from '../../shared/domain/detection/probe-metric.ts';
import type { Plans } from '../../shared/plans/find.ts';
import type { ProbeResult } from './publish-result.ts';

export type ProbeEndpointsDependencies = Readonly<{
  plans: Plans;
  ask: (request: { url: string; method: string; timeoutSeconds: number }) => Promise<EndpointAnswer>;
  publish: (result: ProbeResult) => Promise<void>;
  sleep: (seconds: number) => Promise<void>;
  now: () => string;
}>;

type Probe = Readonly<{ signal: ProbeSignal; dimensions: ProbeResult['dimensions'] }>;

/** As a Route 53 health check has it: an answer that comes later than this does not count. */
const timeoutSeconds = 5;

/** Until the next invocation begins. */
const minuteSeconds = 60;

const probesOf = (plans: Plans): Probe[] =>
  Object.values(plans).flatMap(({ plan, detection }) =>
    detection.signals.flatMap((signal, index) =>
      'probe' in signal ? [{ signal, dimensions: probeDimensions(plan, index) }] : [],
    ),
  );

const isGood = ({ contains }: ProbeSignal, { status, body }: EndpointAnswer): boolean =>
  status >= 200 && status <= 399 && (contains === undefined || body.includes(contains));

/** Failures of our own side: they say nothing about the service, and nothing is published. */
const ownFailures: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EMFILE', 'EADDRNOTAVAIL']);

const isOurs = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ownFailures.has(String(error.code));

/** True: the service answers as it should. Undefined: the question never left us. */
const askOnce = async ({ signal }: Probe, { ask }: ProbeEndpointsDependencies): Promise<boolean | undefined> => {
  try {
    return isGood(signal, await ask({ url: signal.probe, method: 'GET', timeoutSeconds }));
  } catch (error) {
    return isOurs(error) ? undefined : false;
  }
};

const askAndTell = async (probe: Probe, dependencies: ProbeEndpointsDependencies): Promise<void> => {
  const isWell = await askOnce(probe, dependencies);
  if (isWell === undefined) return;
  const { every } = probe.signal;
  const result = { dimensions: probe.dimensions, hasFailed: !isWell, isFast: every < minuteSeconds };
  await dependencies.publish({ ...result, at: dependencies.now() });
};

/** Every so many seconds of this minute; an ask that takes long does not hold up the next. */
const probeForAMinute = async (probe: Probe, dependencies: ProbeEndpointsDependencies): Promise<void> => {
  const asks: Promise<void>[] = [];
  for (let second = 0; second < minuteSeconds; second += probe.signal.every) {
    if (second > 0) await dependencies.sleep(probe.signal.every);
    const ask = askAndTell(probe, dependencies);
    // Told at the end; until then a publication that failed must not end the others.
    ask.catch(() => undefined);
    asks.push(ask);
  }
  await Promise.all(asks);
};

/** Asks every probe of every plan from here, the standby Region, and publishes each answer at once. One never holds up another. */
export const probeEndpoints = async (_input: Nothing, dependencies: ProbeEndpointsDependencies): Promise<Nothing> => {
  const done = await Promise.allSettled(
    probesOf(dependencies.plans).map((probe) => probeForAMinute(probe, dependencies)),
  );
  const failed = done.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return {};
};
