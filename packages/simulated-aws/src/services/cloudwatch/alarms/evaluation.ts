import type { Timer } from '../../../clock/clock.ts';
import { plumbing } from '../../../clock/plumbing.ts';
import type { World } from '../../../world.ts';
import type { Metrics } from '../metrics.ts';
import type { SimpleAlarm } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { ChangeState } from './change-state.ts';
import { evaluate } from './evaluate.ts';
import { reasonDataOf, reasonOf } from './explain.ts';
import { readWindow, stepOf } from './metric-window.ts';

type Dependencies = Readonly<{
  world: World;
  metrics: Metrics;
  store: AlarmStore;
  changeState: ChangeState;
  /** Told after each step, so that composite alarms follow their children. */
  onEvaluated: (region: string) => void;
}>;

/**
 * Metric alarms by the clock: one timer a Region and step. It stops when no evaluation can change anything any more: no alarm has
 * a datapoint to look at, and each is as it says of missing data. A datapoint, a state set by hand and a new rule start it again.
 */
export function createEvaluation({ world, metrics, store, changeState, onEvaluated }: Dependencies) {
  const timers = new Map<string, Timer>();
  let isClosed = false;
  const evaluateOne = createEvaluator(world, metrics, changeState);

  const due = (region: string, step: number): SimpleAlarm[] =>
    store
      .all(region)
      .filter(isSimple)
      .filter(({ rule }) => stepOf(rule) === step);

  /** At most one timer at a time: what a tick brings about may record a metric, which asks for one, too. */
  const wait = (region: string, step: number): void => {
    const name = `${region} ${step}`;
    if (isClosed || timers.has(name)) return;
    const stepMs = world.awsTime(step);
    const delayMs = world.awsTime(plumbing.alarmDelaySeconds);
    const now = world.clock.now();
    const next = (Math.floor((now - delayMs) / stepMs) + 1) * stepMs + delayMs;
    const timer = world.clock.after(next - now, () => tick(region, step));
    timers.set(name, timer);
  };

  const tick = (region: string, step: number): void => {
    timers.delete(`${region} ${step}`);
    const restless = due(region, step).filter(evaluateOne);
    onEvaluated(region);
    if (restless.length > 0) wait(region, step);
  };

  const watch = ({ region, rule }: SimpleAlarm): void => wait(region, stepOf(rule));

  metrics.listen((region, { namespace, name }) => {
    const watching = store.all(region).filter(isSimple);
    for (const alarm of watching)
      if (alarm.rule.key.namespace === namespace && alarm.rule.key.name === name) watch(alarm);
  });

  return {
    watch,
    close: (): void => {
      isClosed = true;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}

/** Answers whether the next evaluation may find something else. */
function createEvaluator(world: World, metrics: Metrics, changeState: ChangeState) {
  return (alarm: SimpleAlarm): boolean => {
    const { points, values, isEmpty } = readWindow(world, metrics, alarm);
    const before = alarm.state.value;
    const after = evaluate(alarm.rule, values, before);
    if (after === before) return !isEmpty;
    const seen = { points, at: world.clock.now(), after };
    changeState(alarm, { value: after, reason: reasonOf(alarm.rule, seen), data: reasonDataOf(alarm.rule, seen) });
    return true;
  };
}

const isSimple = (alarm: { kind: string }): alarm is SimpleAlarm => alarm.kind === 'metric';
