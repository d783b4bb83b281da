import type { EventSink } from '../../../event-sink.ts';
import type { World } from '../../../world.ts';
import type { Metrics } from '../metrics.ts';
import { createActions } from './actions.ts';
import { createAlarmStore } from './alarm-store.ts';
import { createChangeState } from './change-state.ts';
import { createComposites } from './composites.ts';
import { createEvaluation } from './evaluation.ts';
import { createMuteRules } from './mute-rules.ts';
import { createSuppression } from './suppression.ts';

export type Machinery = ReturnType<typeof createMachinery>;

/** What changes an alarm, and those that rest on it after it. */
export function createMachinery(world: World, metrics: Metrics, events: EventSink) {
  const store = createAlarmStore(world);
  const muteRules = createMuteRules(world, () => actions.reconsider());
  const actions = createActions(world, store, muteRules);
  const suppression = createSuppression(world, store, actions.run);
  const change = createChangeState({ world, store, events, actions, suppression });
  const changed = new Set<string>();
  const changeState: typeof change = (alarm, state) => {
    const before = alarm.state.value;
    change(alarm, state);
    if (alarm.state.value !== before) changed.add(alarm.name);
  };
  const composites = createComposites(store, changeState);
  const follow = (region: string): void => {
    if (changed.size > 0) composites.follow(region, new Set(changed));
    changed.clear();
  };
  const evaluation = createEvaluation({ world, metrics, store, changeState, onEvaluated: follow });
  return { world, store, muteRules, actions, suppression, changeState, composites, follow, evaluation };
}
