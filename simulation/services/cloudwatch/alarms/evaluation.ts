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

/** Metric alarms by the clock: one timer a Region and step, for as long as the Region has such alarms. */
export const createEvaluation = ({ world, metrics, store, changeState, onEvaluated }: Dependencies) => {
  const timers = new Map<string, Timer>();

  const evaluateOne = (alarm: SimpleAlarm): void => {
    const { points, values } = readWindow(world, metrics, alarm);
    const before = alarm.state.value;
    const after = evaluate(alarm.rule, values, before);
    if (after === before) return;
    const seen = { points, at: world.clock.now(), after };
    changeState(alarm, { value: after, reason: reasonOf(alarm.rule, seen), data: reasonDataOf(alarm.rule, seen) });
  };

  const due = (region: string, step: number): SimpleAlarm[] =>
    store
      .all(region)
      .filter(isSimple)
      .filter(({ rule }) => stepOf(rule) === step);

  const wait = (region: string, step: number): void => {
    const stepMs = world.awsTime(step);
    const delayMs = world.awsTime(plumbing.alarmDelaySeconds);
    const now = world.clock.now();
    const next = (Math.floor((now - delayMs) / stepMs) + 1) * stepMs + delayMs;
    timers.set(
      `${region} ${step}`,
      world.clock.after(next - now, () => tick(region, step)),
    );
  };

  const tick = (region: string, step: number): void => {
    const alarms = due(region, step);
    timers.delete(`${region} ${step}`);
    if (alarms.length === 0) return;
    for (const alarm of alarms) evaluateOne(alarm);
    onEvaluated(region);
    wait(region, step);
  };

  return {
    watch: (alarm: SimpleAlarm): void => {
      const step = stepOf(alarm.rule);
      if (!timers.has(`${alarm.region} ${step}`)) wait(alarm.region, step);
    },
    close: (): void => {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
};

const isSimple = (alarm: { kind: string }): alarm is SimpleAlarm => alarm.kind === 'metric';
