import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { Plan } from '../../contracts/plan.ts';
import { weighingOf } from '../detection/weighing-of.ts';

export type Seen = Readonly<{
  opened: Pick<FactOf<'runOpened'>, 'operator'>;
  plan: Pick<Plan, 'detection' | 'regions'>;
  signals: readonly SignalReading[];
}>;

/** A person who starts a run says that the service is lost, and is outside the failing Region: one voice of the quorum. */
export function isLostByVoices({ opened, plan, signals }: Seen): boolean {
  const spoken: readonly SignalReading[] =
    opened.operator === undefined
      ? signals
      : [...signals, { signal: 'operator', vantage: 'person', state: 'bad', answer: opened.operator, at: '' }];
  return weighingOf(spoken, plan).isLost;
}

/** `disputed`: no quorum says that it is lost, and from outside the Region it is seen to answer. `unclear`: nobody can tell. */
export type ServiceView = 'well' | 'disputed' | 'lost' | 'unclear';

/** What the signals of one moment say of the service. Only what was read counts: silence is neither good nor bad. */
export function viewOf(seen: Seen): ServiceView {
  const { bad, good, dissent } = weighingOf(seen.signals, seen.plan);
  if (bad.length === 0 && good.length > 0) return 'well';
  if (isLostByVoices(seen)) return 'lost';
  return dissent.length > 0 ? 'disputed' : 'unclear';
}
