import { type RecordRefusalInput, Trigger } from '../../shared/contracts/detect.ts';
import { PlanName, RunId } from '../../shared/contracts/fields.ts';
import type { FactOf } from '../../shared/contracts/ledger-entry.ts';
import type { Nothing } from '../../shared/contracts/run.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';
import { refusalNotice } from '../../shared/notices/refusal-notice.ts';
import { factsOf } from '../../shared/report/run-facts.ts';

export type RecordRefusalDependencies = Readonly<{
  ledgerOf: LedgerOf;
  publish: Publish;
  /** Where people put an acknowledgement. */
  controlTable: string;
  /** Name of the state machine that people start a run with. */
  recoverMachine: string;
  region: string;
  now: () => string;
}>;

type Refused = Omit<FactOf<'detectionRefused'>, 'type' | 'messageId'> & Readonly<{ isNews: boolean }>;

const triggerOf = (trigger: unknown): { by: Trigger['by'] | 'unknown'; plan: PlanName | undefined } => {
  const parsed = Trigger.safeParse(trigger);
  if (parsed.success) return { by: parsed.data.by, plan: parsed.data.plan };
  const named = typeof trigger === 'object' && trigger !== null && 'plan' in trigger ? trigger.plan : undefined;
  return { by: 'unknown', plan: PlanName.safeParse(named).data };
};

const nobody = PlanName.parse('unknown');

/** What a failure of the machine itself is told as: detection could not do its job, which people must hear of. */
const refusedOf = ({ executionArn, trigger, refusal }: RecordRefusalInput): Refused => {
  const { by, plan } = triggerOf(trigger);
  const common = { executionArn, trigger: by };
  if ('code' in refusal) return { ...common, ...refusal };
  const { Error: error } = refusal.failure;
  const reason = `${refusal.state} failed with ${error}: the plan could not be weighed`;
  return { ...common, plan: plan ?? nobody, code: 'failed', reason, isNews: true, readings: [] };
};

/** The account of one plan and one day: everything that was looked at and not started. */
const ledgerName = (plan: PlanName, now: string): RunId => RunId.parse(`${plan}-watch-${now.slice(0, 10)}`);

/**
 * Writes down why nothing was started, and tells people when they have not heard of it. The schedule looks every five minutes;
 * of its refusals only news is kept.
 */
export const recordRefusal = async (
  input: RecordRefusalInput,
  dependencies: RecordRefusalDependencies,
): Promise<Nothing> => {
  const { ledgerOf, publish, now } = dependencies;
  const { isNews, ...refused } = refusedOf(input);
  if (refused.code === 'watched' || (refused.trigger === 'schedule' && !isNews)) return {};
  const ledger = ledgerOf(ledgerName(refused.plan, now()));
  const told = factsOf(await ledger.read('run'), 'detectionRefused');
  const isThere = told.some(({ fact }) => fact.executionArn === refused.executionArn && fact.code === refused.code);
  if (isThere) return {};
  const messageId = isNews ? await publish(refusalNotice(refused, dependencies)) : undefined;
  await ledger.append('run', { type: 'detectionRefused', ...refused, messageId });
  return {};
};
