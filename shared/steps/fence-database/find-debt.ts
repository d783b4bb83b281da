import type { ReportOwed } from '../../aws/report-owed.ts';
import type { StepId } from '../../contracts/fields.ts';
import type { FactOf, LedgerEntry, Stream } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../contracts/plan.ts';
import type { Debt } from '../../contracts/recovery/debt.ts';
import type { PayInput } from '../../contracts/recovery/payment.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import { standing } from '../../domain/recovery/closing.ts';
import { fenceOf, isOwedBy } from '../../domain/recovery/debts.ts';
import type { PaymentFacts } from '../../domain/recovery/judge-payment.ts';
import { whyNothingOwed } from '../../domain/recovery/let-go.ts';
import { mayHaveTakenOver, takeoversIn } from '../../domain/recovery/takeover.ts';
import { factsOf } from '../../domain/run-facts.ts';
import type { Surroundings } from '../../executor/advance.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { findStep } from '../../plans/find.ts';
import { type FoundRun, findRun } from '../../plans/find-run.ts';
import type { FenceDatabaseDependencies } from './observe.ts';

export type PaySurroundings = Surroundings<FenceDatabaseDependencies> & Readonly<{ reportOwed: ReportOwed }>;

type Around = Surroundings<FenceDatabaseDependencies>;

/** What an execution of pay-fence is about, as ledger and plans have it. */
export type FoundDebt = Readonly<{
  execution: Pick<Debt, 'runId' | 'stepId' | 'attempt'>;
  plan: DeployedPlan;
  run: FoundRun;
  ofRun: readonly LedgerEntry[];
  /** The fence as it is deployed now. */
  spec: FenceDatabaseSpec | undefined;
  ledger: Ledger;
  stream: Stream;
  /** Of the debt. */
  chain: readonly LedgerEntry[];
  settled: FactOf<'debtSettled'> | undefined;
  notOwed: string | undefined;
}>;

export async function findDebt(
  { runId, stepId, pay: attempt }: PayInput,
  { plans, ledgerOf }: Pick<Around, 'plans' | 'ledgerOf'>,
): Promise<FoundDebt> {
  const ledger = ledgerOf(runId);
  const stream: Stream = `debt:${stepId}`;
  const streams = ['run', `step:${stepId}`, stream] as const;
  const [ofRun = [], ofStep = [], chain = []] = await Promise.all(streams.map((one) => ledger.read(one)));
  const run = findRun(plans, ofRun);
  const settled = factsOf(chain, 'debtSettled').findLast(({ fact }) => fact.attempt === attempt)?.fact;
  const execution = { runId, stepId, attempt };
  const notOwed = whyNothingOwed({ ofStep, ofDebt: chain });
  return { execution, plan: run.plan, run, ofRun, spec: specIn(run, stepId), ledger, stream, chain, settled, notOwed };
}

function specIn({ runbook }: FoundRun, stepId: StepId): FenceDatabaseSpec | undefined {
  const isThere = runbook.stages.some(({ steps }) => steps.some(({ id }) => id === stepId));
  const step = isThere ? findStep(runbook, stepId) : undefined;
  return step !== undefined && 'fenceDatabase' in step ? step.fenceDatabase : undefined;
}

/** All that says whether it may be paid, as it is now. */
export async function paymentFacts(found: FoundDebt, { aws, now }: Around): Promise<PaymentFacts> {
  const { plan, spec, execution, settled, notOwed, ofRun } = found;
  const books = await aws.readBooks(plan.plan, spec?.instance);
  const debt = debtAmong(books.debts, found);
  const isDeployed = debt?.instance === spec?.instance;
  const writtenOff = debt && (isDeployed ? books.writtenOff : await aws.debts.writtenOff(plan.plan, debt.instance));
  const isMine = debt !== undefined && isOwedBy(execution)(debt) && debt.dueSince === undefined;
  return {
    now: now(),
    ...{ execution, debt, settled, notOwed, writtenOff, standing: books.standing },
    hasTakenOver: isMine && settled === undefined ? await hasTakenOver(found) : false,
    isClosed: standing(ofRun, 'runClosed') !== undefined,
    fence: spec && fenceOf({ ...spec, region: plan.regions[spec.region] }),
  };
}

const debtAmong = (debts: readonly Debt[], { execution, spec, plan }: FoundDebt): Debt | undefined =>
  debts.find(isOwedBy(execution)) ??
  debts.find(({ instance, region }) => instance === spec?.instance && region === plan.regions[spec.region]);

/** One stream after the other, since the first that has acted says it all. */
async function hasTakenOver({ run, ledger }: FoundDebt): Promise<boolean> {
  for (const { id } of takeoversIn(run.runbook)) if (mayHaveTakenOver(await ledger.read(`step:${id}`))) return true;
  return false;
}
