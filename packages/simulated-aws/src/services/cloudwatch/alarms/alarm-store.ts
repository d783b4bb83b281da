import type { HistoryItemType } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../../world.ts';
import type { Alarm } from './alarm.ts';

/** CloudWatch keeps the history of alarms for 30 days. */
const keptFor = 30 * 86_400_000;

export type AlarmStore = ReturnType<typeof createAlarmStore>;

/** `data`: HistoryData, JSON. */
export type HistoryItem = Readonly<{
  region: string;
  name: string;
  kind: Alarm['kind'];
  at: number;
  type: HistoryItemType;
  summary: string;
  data: string;
}>;

export function createAlarmStore({ clock }: World) {
  const regions = new Map<string, Map<string, Alarm>>();
  const history: HistoryItem[] = [];

  const inRegion = (region: string): Map<string, Alarm> => {
    const known = regions.get(region) ?? new Map<string, Alarm>();
    regions.set(region, known);
    return known;
  };

  return {
    all: (region: string): Alarm[] => [...inRegion(region).values()].sort((a, b) => a.name.localeCompare(b.name)),
    find: (region: string, name: string): Alarm | undefined => inRegion(region).get(name),
    put: (alarm: Alarm): void => {
      inRegion(alarm.region).set(alarm.name, alarm);
    },
    remove: (region: string, name: string): boolean => inRegion(region).delete(name),
    remember: ({ region, name, kind }: Alarm, item: Pick<HistoryItem, 'type' | 'summary' | 'data'>): void => {
      history.push({ region, name, kind, at: clock.now(), ...item });
      while (history[0] !== undefined && history[0].at < clock.now() - keptFor) history.shift();
    },
    history: (region: string): HistoryItem[] => history.filter((item) => item.region === region),
  };
}
