import type { RdsEventSignal } from '../contracts/detection/detection.ts';
import { outsideText } from '../domain/outside-text.ts';
import { secondsBetween } from '../domain/time.ts';
import { type InstanceEvent, readInstanceEvents } from './rds-events.ts';
import type { Judgement, Reader } from './signal-clients.ts';

type Text = readonly [category: string, text: RegExp];

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html, "DB instance events". The number is that of the
 * event, which DescribeEvents does not give. A category alone says little: `failure` also holds a failed storage autoscaling
 * and the news that a key can be read again, `availability` the warning that a full disk will shut the database down.
 */
const down: readonly Text[] = [
  ['availability', /instance shutdown/i], // 0004
  ['availability', /^error restarting/i], // 0022
  ['availability', /has been shut down/i], // 0221
  ['availability', /has been unable to access the KMS/i], // 0419
  ['failure', /instance (put into|in|has failed)\b/i], // 0031, 0035, 0036
  ['failure', /^unable to move incompatible-network/i], // 0315
];

const up: readonly Text[] = [
  ['availability', /instance restarted/i], // 0006
  ['failover', /complete/i], // 0015, 0049, 0051
  ['failover', /^recovered from partial failover/i], // 0065
  ['recovery', /^recovery of the DB instance is complete/i], // 0021
  ['maintenance', /^finished applying off-line patches/i], // 0027
  ['notification', /instance started/i], // 0088
  ['failure', /can now successfully access the KMS/i], // 0420
];

/** What RDS tells of an instance, in the instance's own Region. It sends events as best it can: no event is no proof. */
export async function readRdsEvent(
  { rdsEvent, region, within }: RdsEventSignal,
  { plan, clients, now }: Reader,
): Promise<Judgement> {
  const client = clients.rds(plan.regions[region]).watcher;
  return judgeEvents(await readInstanceEvents(client, rdsEvent, within), { within, now });
}

/** By the newest event that says either; without any, RDS has nothing against the instance. */
function judgeEvents(
  events: readonly InstanceEvent[],
  { within, now }: Readonly<{ within: number; now: string }>,
): Judgement {
  const recent = events.filter(({ at }) => secondsBetween(at, now) <= within);
  const newest = recent.findLast((event) => isOneOf(down, event) || isOneOf(up, event));
  if (newest === undefined) return { state: 'good', answer: `RDS has told of no failure within ${within} s` };
  return {
    state: isOneOf(down, newest) ? 'bad' : 'good',
    answer: outsideText(newest.message),
    since: newest.at,
    ageSeconds: Math.max(0, secondsBetween(newest.at, now)),
  };
}

const isOneOf = (texts: readonly Text[], { categories, message }: InstanceEvent): boolean =>
  texts.some(([category, text]) => categories.includes(category) && text.test(message));
