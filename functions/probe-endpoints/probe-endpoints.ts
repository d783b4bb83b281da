import type { AskEndpoint } from '../../shared/aws/ask-endpoint.ts';
import type { ProbeMinute } from '../../shared/contracts/detection/detect.ts';
import type { ProbeSignal } from '../../shared/contracts/detection/detection.ts';
import type { PlanName, RegionName } from '../../shared/contracts/fields.ts';
import type { Nothing } from '../../shared/contracts/recovery/run.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { judgeAnswer, judgeAskError, type ProbeVerdict } from './judge-answer.ts';

/** As a Route 53 health check has it: an answer that comes later than this does not count. */
const timeoutSeconds = 5;
/** The scheduler calls once a minute. */
const roundSeconds = 60;
/**
 * The scheduler may be a minute late. Lambda runs an event again that has failed, and holds one for hours that it had no room
 * for (docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html): a minute that is over is not made up for.
 */
const latestSeconds = 90;

/** A probe with its place: its plan, and its index among the plan's signals. */
export type Probe = Readonly<{ plan: PlanName; index: number; region: RegionName; signal: ProbeSignal }>;

/** `at`: when the answer was there, or known not to come. */
export type ProbeResult = Readonly<{ verdict: 'good' | 'bad'; at: string }>;

export type ProbeEndpointsDependencies = Readonly<{
  plans: Plans;
  ask: AskEndpoint;
  publish: (probe: Probe, result: ProbeResult) => Promise<void>;
  /** Until so many seconds after an instant (ISO 8601). */
  waitUntil: (begin: string, seconds: number) => Promise<void>;
  now: () => string;
}>;

/**
 * Asks every probe of every plan for a minute, each at its own pace and none waiting for another, and publishes each answer
 * at once. Throws after the last ask when something could not be published.
 */
export async function probeEndpoints({ at }: ProbeMinute, dependencies: ProbeEndpointsDependencies): Promise<Nothing> {
  const { plans, waitUntil, now } = dependencies;
  const begin = now();
  if (secondsBetween(at, begin) > latestSeconds) return {};
  const asks = probesOf(plans).flatMap((probe) =>
    secondsToAskAt(probe.signal.every).map(async (second) => {
      await waitUntil(begin, second);
      await askAndPublish(probe, dependencies);
    }),
  );
  const lost = (await Promise.allSettled(asks)).filter((ask) => ask.status === 'rejected');
  if (lost.length > 0)
    throw new AggregateError(
      lost.map(({ reason }): unknown => reason),
      `${lost.length} of ${asks.length} answers could not be published.`,
    );
  return {};
}

const probesOf = (plans: Plans): Probe[] =>
  Object.values(plans).flatMap(({ plan, regions, detection }) =>
    detection.signals.flatMap((signal, index) =>
      'probe' in signal ? [{ plan, index, region: regions.standby, signal }] : [],
    ),
  );

/** Seconds of the round at which a probe is asked; the last ask has its whole timeout before the next round begins. */
const secondsToAskAt = (every: number): number[] =>
  Array.from({ length: Math.ceil(roundSeconds / every) }, (_, turn) => turn * every).filter(
    (second) => second + timeoutSeconds <= roundSeconds,
  );

/** A failure of our own side publishes nothing: a probe that is silent is stale, and stale is not bad. */
async function askAndPublish(probe: Probe, { ask, publish, now }: ProbeEndpointsDependencies): Promise<void> {
  const verdict = await askOnce(probe, ask);
  if (verdict !== 'unknown') await publish(probe, { verdict, at: now() });
}

async function askOnce({ signal }: Probe, ask: AskEndpoint): Promise<ProbeVerdict> {
  try {
    return judgeAnswer(await ask({ url: signal.probe, method: 'GET', timeoutSeconds }), signal.contains);
  } catch (error) {
    return judgeAskError(error);
  }
}
