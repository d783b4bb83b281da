import { type WeighSignalsDependencies, weighSignals } from '../../../functions/weigh-signals/weigh-signals.ts';
import { WeighSignalsInput } from '../../../shared/contracts/detection/detect.ts';
import type { SignalReading } from '../../../shared/contracts/detection/signal-reading.ts';
import { planOf } from '../../shared/support/plan.ts';
import type { RunWorld } from '../support/run-world.ts';

export const account = '123456789012';
export const executionArn = (name: string) =>
  `arn:aws:states:us-east-1:${account}:execution:lifeboat-dev-detect:${name}`;

const begin = Date.UTC(2026, 0, 5, 3);
export const at = (seconds: number): string => new Date(begin + seconds * 1000).toISOString();

let plans = 0;
/** A plan that no other test of the file has: a lost service is recovered when two signals agree for 30 s. */
export const nextPlan = (detection: object = {}, response: object = {}) => {
  plans += 1;
  const plan = planOf(
    { proof: [] },
    {
      plan: `orders-${plans}`,
      detection: {
        quorum: 2,
        dwell: '30s',
        signals: [{ probe: 'https://orders.example.com' }, { alarm: 'orders-5xx' }],
        ...detection,
      },
      response: { mode: 'automatic', runbook: 'failover', holdDown: '1h', approvalTimeout: '30m', ...response },
      runbooks: {},
    },
  );
  return plan;
};
type State = SignalReading['state'];

/** A plan whose signals stand as the test says, looked at whenever it says. */
export const createScene = (world: RunWorld, plan = nextPlan(), change: Partial<WeighSignalsDependencies> = {}) => {
  let now = 0;
  let states: readonly State[] = ['good', 'good'];
  let since: string | undefined;
  const readings = (): SignalReading[] =>
    states.map((state, index) => ({
      signal: `signal ${index}`,
      vantage: plan.regions.standby,
      state,
      answer: `it is ${state}`,
      at: at(now),
      ...(since && state === 'bad' && { since }),
    }));
  const dependencies: WeighSignalsDependencies = {
    plans: { [plan.plan]: plan },
    control: world.control,
    ledgerOf: world.ledgerOf,
    readSignals: async () => readings(),
    readDatabaseWatch: async () => ({ kind: 'notAsked' }),
    stateOfExecution: async () => 'running',
    now: () => at(now),
    ...change,
  };
  const weigh = (second: number, given: object = {}) => {
    now = second;
    const input = {
      executionArn: executionArn('one'),
      executionName: 'one',
      startedAt: at(0),
      trigger: { plan: plan.plan },
      ...given,
    };
    return weighSignals(WeighSignalsInput.parse(input), dependencies);
  };
  /** `badSince`: what the bad ones say of themselves. */
  const set = (next: readonly State[], badSince?: number): void => {
    states = next;
    since = badSince === undefined ? undefined : at(badSince);
  };
  return { plan, weigh, set, dependencies };
};
