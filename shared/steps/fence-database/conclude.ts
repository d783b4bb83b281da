import { Instant } from '../../contracts/fields.ts';
import type { Debt } from '../../contracts/recovery/debt.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { LedgerOf } from '../../control/connect-tables.ts';
import type { Ending } from '../../domain/decision.ts';
import { fenceOf, fencing, isOwedBy, owing } from '../../domain/recovery/debts.ts';
import { factsOf } from '../../domain/run-facts.ts';
import type { StepRun } from '../../executor/step.ts';
import type { FenceDatabaseDependencies } from './observe.ts';

type Concluded = Readonly<{ spec: FenceDatabaseSpec; decision: Ending; run: StepRun }>;

/**
 * A fence that is owed stands in the control table before the ledger says so, and a fence that was made settles what is owed of
 * the database, whoever owes it.
 */
export async function conclude(
  concluded: Concluded,
  { debts, ledgerOf }: Pick<FenceDatabaseDependencies, 'debts' | 'ledgerOf'>,
) {
  const { spec, decision, run } = concluded;
  if ('owe' in decision) {
    const debt = { ...debtOf(concluded, decision), attempt: await nextAttempt(run, ledgerOf) };
    const all = await debts.change(run.plan, (before) => owing(before, debt));
    return { payment: all.find(isOwedBy(debt))?.attempt ?? debt.attempt };
  }
  const place = { instance: spec.instance, region: run.regions[spec.region] };
  if (decision.done.fenced === true)
    await debts.change(run.plan, (before) => fencing(before, place, { by: run.runId, at: run.now }));
  return {};
}

type Owing = Extract<Ending, { because: string }>;

function debtOf({ spec, run }: Concluded, { because, owe }: Owing): Omit<Debt, 'attempt'> {
  const { instance, keepTrying, closedSecurityGroup } = spec;
  const region = run.regions[spec.region];
  const { runId, stepId, now } = run;
  const since = run.owed?.at ?? now;
  return {
    instance,
    region,
    runId,
    stepId,
    since,
    because,
    keepTrying,
    holdsUntil: Instant.safeParse(owe.holdsUntil).data,
    fence: fenceOf({ instance, region, closedSecurityGroup }),
  };
}

/** Executions of pay-fence have names that are taken once: one after all that were ever with a debt of this step. */
async function nextAttempt({ runId, stepId, owed }: StepRun, ledgerOf: LedgerOf): Promise<number> {
  const settled = factsOf(await ledgerOf(runId).read(`debt:${stepId}`), 'debtSettled');
  return 1 + Math.max(owed?.payment ?? 0, ...settled.map(({ fact }) => fact.attempt));
}
