import { createRandom } from 'simulated-aws/random.ts';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';
import { type Response, responsesIn } from './responses.ts';

/** How long AWS takes for what the run waits for. No round figures, so that looks fall at any moment of a wait. */
type Dwell = Readonly<{
  seed: number;
  runbook: string;
  promotionSeconds: number;
  rebootSeconds: number;
  modifySeconds: number;
  provisionSeconds: number;
}>;

/** Seconds from the moment AWS is ready to our next look. */
export const limits = { mean: 1.5, worst: 3 } as const;

const shortestPromotion = 10;

type Draw = Readonly<{ count: number; seed: number; longestPromotion: number }>;

/** Promotions from 10 s on, spread evenly on a logarithmic scale, and the runbooks in turn. */
export const drawDwells = ({ count, seed, longestPromotion }: Draw): Dwell[] => {
  const random = createRandom(seed);
  const between = (least: number, most: number) => Math.round((least + random.next() * (most - least)) * 10) / 10;
  return Array.from({ length: count }, (_, index) => {
    const promotion = shortestPromotion * (longestPromotion / shortestPromotion) ** ((index + random.next()) / count);
    return {
      seed: seed + index,
      runbook: index % 2 === 0 ? 'region-failover' : 'region-failover-by-record',
      promotionSeconds: Math.round(promotion * 10) / 10,
      rebootSeconds: between(20, 90),
      modifySeconds: between(5, 25),
      provisionSeconds: between(20, 90),
    };
  });
};

/** One whole run with nothing broken, so that the old primary can be fenced, too. */
const measureRun = async ({ seed, runbook, provisionSeconds, ...durations }: Dwell): Promise<Response[]> => {
  const { promotionSeconds } = durations;
  const within = { statusLagSeconds: promotionSeconds / 4, promotionRebootSeconds: promotionSeconds / 4 };
  const scene = await setScene({ seed, runbook, provisionSeconds, durations: { ...durations, ...within } });
  try {
    const { record } = await runRecovery(scene, startInput(scene, { runbook }));
    if (record.outcome !== 'succeeded') throw new Error(`the run did not succeed: ${record.reason}`);
    return responsesIn(scene.events, record);
  } finally {
    await scene.aws.close();
  }
};

export const measureOverhead = async (dwells: readonly Dwell[]): Promise<Response[]> => {
  const responses: Response[] = [];
  for (const dwell of dwells) responses.push(...(await measureRun(dwell)));
  return responses;
};

export type Overhead = Readonly<{
  operation: string;
  count: number;
  looked: { mean: number; worst: number };
  done: { mean: number; worst: number };
}>;

const meanAndWorst = (seconds: readonly number[]) => ({
  mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
  worst: Math.max(...seconds),
});

export const summariseOverhead = (responses: readonly Response[]): Overhead[] =>
  [...Map.groupBy(responses, ({ operation }) => operation)].map(([operation, some]) => ({
    operation,
    count: some.length,
    looked: meanAndWorst(some.map(({ lookedAfterSeconds }) => lookedAfterSeconds)),
    done: meanAndWorst(some.map(({ doneAfterSeconds }) => doneAfterSeconds)),
  }));
