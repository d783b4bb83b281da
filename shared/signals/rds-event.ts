import type { RdsEventSignal } from '../contracts/detection.ts';
import { type InstanceEvent, readInstanceEvents } from './rds-events.ts';
import type { Judgement, Reader } from './signal-clients.ts';

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html: category `failure` tells of an instance that is
 * broken; of `availability` "shutdown" and "stopped" tell that it is down, "restarted" and "recovered" that it is back, as
 * does a failover that is complete.
 */
const isBad = ({ categories, message }: InstanceEvent): boolean =>
  categories.includes('failure') || (categories.includes('availability') && /shut ?down|stopped/i.test(message));

const isGood = ({ categories, message }: InstanceEvent): boolean =>
  (categories.includes('availability') && /restarted|recover|started/i.test(message)) ||
  (categories.includes('failover') && /complete/i.test(message)) ||
  categories.includes('recovery');

/** By the newest event that says either; without any, RDS has nothing against the instance. */
export const judgeEvents = (events: readonly InstanceEvent[], now: string): Judgement => {
  const newest = events.findLast((event) => isBad(event) || isGood(event));
  if (newest === undefined) return { state: 'good', answer: 'RDS has told of no failure' };
  const ageSeconds = Math.max(0, (Date.parse(now) - Date.parse(newest.at)) / 1000);
  return { state: isBad(newest) ? 'bad' : 'good', answer: newest.message, since: newest.at, ageSeconds };
};

/** What RDS tells of an instance, in the instance's own Region. */
export const readRdsEvent = async (
  { rdsEvent, region, within }: RdsEventSignal,
  { plan, clients, now }: Reader,
): Promise<Judgement> => {
  const client = clients.rds(plan.regions[region]).watcher;
  return judgeEvents(await readInstanceEvents(client, rdsEvent, within), now);
};
