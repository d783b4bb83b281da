import type { DetectionCode } from '../../contracts/detection/detect.ts';
import { secondsBetween } from '../time.ts';
import type { DetectionDecision, DetectionFacts } from './detection-decision.ts';

/** What people have been told is told again after this time while it lasts. */
const newsSeconds = 3600;

/** The run that was started tells people itself. */
const toldByTheRun: ReadonlySet<DetectionCode> = new Set(['inProgress', 'started']);

export function refuse(facts: DetectionFacts, code: DetectionCode, reason: string): DetectionDecision {
  const { watch, now, executionArn: by } = facts;
  if (toldByTheRun.has(code)) return { verdict: 'refuse', code, reason, isNews: false, watch };
  const isNews = isNewsIn(facts, code);
  const told = isNews ? { ...watch, lastRefusal: { code, at: now, by } } : watch;
  return { verdict: 'refuse', code, reason, isNews, watch: told };
}

/** What this very execution has told of may never have arrived: a refusal ends it, so that it looks again only after an answer was lost. */
const isNewsIn = ({ watch: { lastRefusal }, executionArn, now }: DetectionFacts, code: DetectionCode): boolean =>
  lastRefusal?.code !== code || lastRefusal.by === executionArn || secondsBetween(lastRefusal.at, now) >= newsSeconds;
