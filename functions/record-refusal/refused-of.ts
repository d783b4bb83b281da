import { type RecordRefusalInput, Trigger } from '../../shared/contracts/detection/detect.ts';
import { PlanName, type RunId } from '../../shared/contracts/fields.ts';
import type { FactOf } from '../../shared/contracts/ledger-entry.ts';
import type { AskingRun } from '../../shared/domain/detection/standing.ts';
import { outsideText } from '../../shared/domain/outside-text.ts';

/** Where the plan cannot be told from what was typed. */
const unknownPlan = PlanName.parse('unknown');

/** What is written down, with who woke us and whether people should hear of it. */
export type Refused = Readonly<{
  by: Trigger['by'] | 'unknown';
  fact: Omit<FactOf<'detectionRefused'>, 'messageId'>;
  isNews: boolean;
  lastRun?: RunId;
  asking?: AskingRun;
}>;

/** Of a decision, or of what the machine itself caught: then nobody knows how the service is, and people must hear of it. */
export function refusedOf({ executionArn, trigger, refusal }: RecordRefusalInput): Refused {
  const { by, ...woken } = wokenBy(trigger);
  const common = { type: 'detectionRefused', ...woken, executionArn } as const;
  if ('code' in refusal) {
    const { isNews, lastRun, asking, ...decided } = refusal;
    return { by, fact: { ...common, ...decided }, isNews, ...(lastRun && { lastRun }), ...(asking && { asking }) };
  }
  const reason = `${refusal.state} failed with ${outsideText(refusal.failure.Error, 200)}: nobody knows whether the service is well`;
  return { by, fact: { ...common, code: 'failed', reason, readings: [] }, isNews: true };
}

type Woken = Readonly<{ by: Refused['by']; plan: PlanName; trigger: string }>;

/** What cannot be read as a trigger may still name its plan. */
function wokenBy(trigger: unknown): Woken {
  const { data } = Trigger.safeParse(trigger);
  if (data !== undefined) return { by: data.by, plan: data.plan, trigger: describe(data) };
  const named = typeof trigger === 'object' && trigger !== null && 'plan' in trigger ? trigger.plan : undefined;
  return { by: 'unknown', plan: PlanName.safeParse(named).data ?? unknownPlan, trigger: 'unknown' };
}

function describe(trigger: Trigger): string {
  if (trigger.by !== 'alarm') return trigger.by;
  const { alarm, region, state, at, eventId } = trigger;
  return `alarm ${alarm} in ${region}: ${state} at ${at}, event ${outsideText(eventId)}`;
}
