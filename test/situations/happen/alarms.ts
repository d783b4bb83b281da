import type { Account } from '../account.ts';
import type { HappeningOf } from '../schema/happening.ts';
import { call } from './person.ts';

/** The alarms of the plan by the Region in which they are; those on its probes are the stack's own. */
const places = [
  { region: 'us-east-1', alarms: ['shielda-app-unhealthy', 'lifeboat-dev-probe-shielda-1'] },
  { region: 'us-west-2', alarms: ['shielda-control-plane-5xx'] },
] as const;

export const allAlarms: readonly string[] = places.flatMap(({ alarms }) => alarms);

type Become = HappeningOf<'alarms'>;
type Place = Readonly<{ region: string; alarms: readonly string[] }>;

/** CloudWatch knows whole minutes. */
const minuteMs = 60_000;
const minuteOf = ({ scene }: Account): number => Math.floor(scene.clock.now() / minuteMs) * minuteMs;
const minutesOf = (seconds: number): number => Math.ceil(seconds / 60);
const endOf = (account: Account, { for: seconds }: Become): number => minuteOf(account) + minutesOf(seconds) * minuteMs;

const mute = (account: Account, { region, alarms }: Place, seconds: number) => {
  const from = new Date(minuteOf(account)).toISOString().slice(0, 16);
  const input = {
    Name: `load-test-${region}`,
    Description: 'Ada runs a load test',
    Rule: { Schedule: { Expression: `at(${from})`, Duration: `PT${minutesOf(seconds)}M` } },
    MuteTargets: { AlarmNames: alarms },
  };
  return call(account.scene, { what: 'monitoring:PutAlarmMuteRule', region, input });
};

const change = (account: Account, place: Place, { become, for: seconds }: Become) => {
  if (become === 'muted') return mute(account, place, seconds);
  const operation = become === 'disabled' ? 'DisableAlarmActions' : 'DeleteAlarms';
  const input = { AlarmNames: place.alarms };
  return call(account.scene, { what: `monitoring:${operation}`, region: place.region, input });
};

export const changeAlarms = async (account: Account, happening: Become): Promise<void> => {
  const wanted = happening.alarms === 'all' ? allAlarms : happening.alarms;
  const unknown = wanted.filter((name) => !allAlarms.includes(name));
  if (unknown.length > 0) throw new Error(`the plan has no alarm ${unknown.join(', ')}`);
  for (const { region, alarms } of places) {
    const here = alarms.filter((name) => wanted.includes(name));
    if (here.length > 0) await change(account, { region, alarms: here }, happening);
  }
  for (const name of wanted) account.silenced.add(name);
  const sounds = () => wanted.map((name) => account.silenced.delete(name));
  if (happening.become === 'muted')
    account.scene.clock.after(endOf(account, happening) - account.scene.clock.now(), sounds);
};
