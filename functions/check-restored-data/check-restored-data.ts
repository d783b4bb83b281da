import { read } from '../../shared/aws/read.ts';
import type { RegionName } from '../../shared/contracts/fields.ts';
import type { LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import type { StepOutput } from '../../shared/contracts/recovery/run.ts';
import type { DataCheckResult } from '../../shared/contracts/verification/facts.ts';
import type { LookInput } from '../../shared/contracts/verification/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { type CallError, isFinal } from '../../shared/domain/judge-call-error.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { Catalogue } from '../../shared/domain/verification/catalogue.ts';
import { memberNameOf, verificationKey } from '../../shared/domain/verification/copy-name.ts';
import { listUnits, pendingUnits, type Unit } from '../../shared/domain/verification/list-units.ts';
import { NotDeployed } from '../../shared/errors.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Plans } from '../../shared/plans/find.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { readChosenPoint } from '../../shared/verification/chosen-point.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { restoreStream } from '../../shared/verification/read-claim.ts';
import { verificationStatements } from '../../shared/verification/statements.ts';
import { type CopyAccess, withCopy, withSource } from './open-copy.ts';
import { runUnit, type Subjects } from './run-unit.ts';

export type CheckRestoredDataDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  access: CopyAccess;
  now: () => string;
}>;

/** A look ends after this; the statement that is under way then may last as long as the plan lets it, ten minutes at most. */
const lookSeconds = 200;
/** Results that are written down together: an item of the table holds 400 KB. */
const mostResults = 200;
const patienceSeconds = 15;

const resultsIn = (entries: readonly LedgerEntry[]): DataCheckResult[] =>
  entries.flatMap(({ fact }) => (fact.type === 'checked' ? fact.results : []));

const catalogueIn = (rows: readonly (readonly unknown[])[]): Catalogue =>
  Catalogue.parse(JSON.parse(typeof rows[0]?.[0] === 'string' ? rows[0][0] : 'null'));

type Work = Readonly<{
  input: LookInput;
  dependencies: CheckRestoredDataDependencies;
  ledger: Ledger;
  stream: Stream;
  entries: readonly LedgerEntry[];
  startedAt: string;
}>;

const write = async ({ ledger, stream }: Work, results: DataCheckResult[]): Promise<void> => {
  if (results.length > 0) await ledger.append(stream, { type: 'checked', results });
};

/** One unit after the other until all are done or the look has lasted long enough; answers how many are left. */
const workThrough = async (work: Work, units: readonly Unit[], subjects: Subjects): Promise<number> => {
  const { now } = work.dependencies;
  const since = now();
  let results: DataCheckResult[] = [];
  let done = 0;
  for (const unit of units) {
    if (done > 0 && secondsBetween(since, now()) >= lookSeconds) break;
    results.push(await runUnit(unit, subjects, now));
    done += 1;
    if (results.length < mostResults) continue;
    await write(work, results);
    results = [];
  }
  await write(work, results);
  return units.length - done;
};

/** The instance to connect to, and the cluster that it serves, by name and by the ids that were seen while it was restored. */
const placeOf = async ({ input: { item }, ledger }: Work, region: RegionName) => {
  const { copy, runId, plan, verification } = item;
  const seen = factsOf(await ledger.read(restoreStream(item)), 'copySeen').map(({ fact }) => fact);
  return copy?.kind === 'cluster'
    ? { name: memberNameOf({ runId, plan, verification }), cluster: copy.name, region, seen }
    : { name: copy?.name ?? '', region, seen };
};

const lookAtData = async (work: Work): Promise<{ left: number; catalogue: Catalogue }> => {
  const { input, dependencies, entries } = work;
  const { plans, access } = dependencies;
  const { plan, verification, region } = findRestored(plans, input.item);
  const { data } = verification;
  const { databaseTime } = await readChosenPoint(work.ledger, work.input.item);
  const source: Subjects['source'] = async (ask) => {
    if (data.manifest === undefined) throw new NotDeployed('The plan compares with nothing.');
    const manifest = { ...data.manifest, region: plan.regions[data.manifest.region] };
    return await withSource(manifest, { access, data }, ask);
  };
  const place = await placeOf(work, region);
  return await withCopy(place, { access, data }, async (copy: Query) => {
    const catalogue = catalogueIn(await copy(verificationStatements.catalogue));
    const units = pendingUnits(listUnits(data, catalogue), resultsIn(entries));
    return { left: await workThrough(work, units, { copy, source, databaseTime }), catalogue };
  });
};

const answer = (status: StepOutput['status'], because: string, { startedAt }: Work): StepOutput => ({
  status,
  because: because.slice(0, 300),
  waitSeconds: status === 'waiting' ? patienceSeconds : 1,
  lookedAt: startedAt,
});

const finish = async (work: Work, { tables, indexes }: { tables: number; indexes: number }): Promise<StepOutput> => {
  await work.ledger.append(work.stream, { type: 'stepDone', evidence: { tables, indexes } });
  return answer('done', 'everything was looked at', work);
};

/** A role that may not, a reader that is none, or another instance in place of the copy will be the same at the next look. */
const isHopeless = (failure: CallError): boolean =>
  isFinal(failure) || failure.error.startsWith('Reader') || failure.error === 'CopyReplaced';

/** The copy cannot be reached now; it may be in a moment, until the time of the plan is over. */
const giveTime = async (work: Work, failure: CallError): Promise<StepOutput> => {
  const { input, dependencies, entries, ledger, stream, startedAt } = work;
  const because = `${failure.error}: ${failure.message}`;
  const { timeout } = findRestored(dependencies.plans, input.item).verification.restore;
  const since = entries[0]?.at ?? startedAt;
  if (!isHopeless(failure) && secondsBetween(since, startedAt) < timeout) return answer('waiting', because, work);
  const spent = Math.round(secondsBetween(since, startedAt));
  await ledger.append(stream, {
    type: 'stepFailed',
    because: `not read after ${spent} s: ${because}`,
    refused: false,
  });
  return answer('failed', because, work);
};

/** One look at the data of one copy. What was looked at stands in the ledger and is not looked at again. */
export const checkRestoredData = async (
  input: LookInput,
  dependencies: CheckRestoredDataDependencies,
): Promise<StepOutput> => {
  const ledger = dependencies.ledgerOf(input.item.runId);
  const stream: Stream = `check:${verificationKey(input.item)}`;
  const entries = await ledger.read(stream);
  const work: Work = { input, dependencies, ledger, stream, entries, startedAt: dependencies.now() };
  const ending = entries.findLast(({ fact }) => fact.type === 'stepDone' || fact.type === 'stepFailed');
  if (ending !== undefined)
    return answer(ending.fact.type === 'stepDone' ? 'done' : 'failed', 'looked at before', work);
  if (entries.length === 0) await ledger.append(stream, { type: 'stepStarted', kind: 'checkCopy', findings: [] });
  const looked = await read(() => lookAtData(work));
  if (looked.kind === 'unreadable') return await giveTime(work, looked.failure);
  const { left, catalogue } = looked.value;
  if (left > 0) return { ...answer('waiting', `${left} things are still to be looked at`, work), waitSeconds: 1 };
  const indexes = catalogue.reduce((sum, table) => sum + table.indexes.length, 0);
  return await finish(work, { tables: catalogue.length, indexes });
};
