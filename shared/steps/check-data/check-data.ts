import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import { read } from '../../aws/read.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { CheckDataSpec } from '../../contracts/specs/check-data.ts';
import type { Decision } from '../../domain/decision.ts';
import { judgeCallError } from '../../domain/judge-call-error.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { mistakenDatabase } from '../../domain/recovery/identity.ts';
import { type CheckResult, judgeChecks } from '../../domain/recovery/judge-checks.ts';
import { otherEngine } from '../../domain/recovery/judge-engine.ts';
import { blocker, info, unreadable } from '../../executor/findings.ts';
import type { Step, StepRun } from '../../executor/step.ts';
import type { Query, WithDatabase } from '../../postgres/database.ts';
import { explainChecks, runChecks } from './run-checks.ts';

/** A statement must end before the function does. */
const longestStatementSeconds = 60;
/** A plan of a statement is made in a moment. */
const planSeconds = 3;

const noEndpoint = { kind: 'unreadable', failure: { error: 'NoEndpoint', message: 'RDS names no endpoint' } } as const;

export type CheckDataFacts = Readonly<{
  instance: Reading<DatabaseFacts>;
  /** Unreadable: RDS or the database could not be reached, so no check ran. */
  results: Reading<readonly CheckResult[]>;
}>;

type Dependencies = Readonly<{ rds: ClientsOf<RDSClient>; withDatabase: WithDatabase; now: () => string }>;

/**
 * Asks the database itself, in read-only transactions, and holds each answer against the plan's bounds. A check that did
 * not run has not passed, and nothing checked is not passed either.
 */
export const checkData: Step<CheckDataSpec, CheckDataFacts, never, Dependencies> = {
  kind: 'checkData',
  observe,
  survey,
  decide,
  assess,
  send: (command) => command satisfies never,
};

function observe(spec: CheckDataSpec, run: StepRun, { now, ...dependencies }: Dependencies): Promise<CheckDataFacts> {
  return askDatabase(spec, run, {
    ...dependencies,
    statementTimeoutSeconds: Math.min(spec.statementTimeout, longestStatementSeconds),
    ask: (query) => runChecks(spec, query, { since: run.now, now }),
  });
}

type Work = Readonly<{
  statementTimeoutSeconds: number;
  ask: (query: Query) => Promise<readonly CheckResult[]>;
}>;

async function askDatabase(
  spec: CheckDataSpec,
  run: StepRun,
  { rds, withDatabase, statementTimeoutSeconds, ask }: Pick<Dependencies, 'rds' | 'withDatabase'> & Work,
): Promise<CheckDataFacts> {
  const region = run.regions[spec.region];
  const instance = await describeDatabase(rds, region, spec.instance);
  if (instance.kind === 'unreadable') return { instance, results: instance };
  const { endpoint } = instance.value;
  if (endpoint === undefined) return { instance, results: noEndpoint };
  const { secret, database } = spec;
  const place = { ...endpoint, secret, database, region, statementTimeoutSeconds };
  return { instance, results: await read(() => withDatabase(place, ask)) };
}

/** Before the first act the statements are planned and not run: whether the data are right is seen after the promotion. */
function survey(spec: CheckDataSpec, run: StepRun, { now: _now, ...dependencies }: Dependencies) {
  return askDatabase(spec, run, {
    ...dependencies,
    statementTimeoutSeconds: planSeconds,
    ask: (query) => explainChecks(spec, query),
  });
}

function decide(spec: CheckDataSpec, facts: CheckDataFacts, run: StepRun): Decision<never> {
  const { results } = facts;
  const stranger = strangerIn(spec, facts, run);
  if (stranger !== undefined) return { refuse: stranger };
  if (results.kind === 'unreadable') return judgeUnreadable(nameOf(spec, run), results.failure);
  const verdict = judgeChecks(results.value);
  switch (verdict.kind) {
    case 'passed':
      return { done: { instance: spec.instance, database: spec.database, ...verdict.evidence } };
    case 'failed':
      return { fail: verdict.because };
    case 'inconclusive':
      return { wait: 2, because: verdict.because };
    default:
      return verdict satisfies never;
  }
}

/** Another database than the plan means, or one that these checks cannot be made of. */
function strangerIn(spec: CheckDataSpec, { instance }: CheckDataFacts, run: StepRun): string | undefined {
  const found = knownOf(instance);
  if (found === undefined) return undefined;
  return mistakenDatabase(run.identity, spec, found.resourceId) ?? otherEngine(nameOf(spec, run), found);
}

function nameOf({ instance, region }: CheckDataSpec, run: StepRun): string {
  return `database ${instance} in ${run.regions[region]}`;
}

/** What PostgreSQL will not even plan it will not answer after the promotion either. */
function assess(spec: CheckDataSpec, facts: CheckDataFacts, run: StepRun): Finding[] {
  const { instance, results } = facts;
  const name = nameOf(spec, run);
  if (run.mayBeMade && instance.kind === 'unreadable' && judgeCallError(instance.failure) === 'missing')
    return [info(`there is no ${name} yet: a person may make it in a stage before`)];
  const stranger = strangerIn(spec, facts, run);
  if (stranger !== undefined) return [blocker(stranger)];
  if (results.kind === 'unreadable') return [unreadable(name, results.failure)];
  return results.value.flatMap((result) =>
    result.outcome === 'didNotRun'
      ? [unreadable(`check ${result.name} of ${name}`, { error: result.error, message: result.because })]
      : [],
  );
}
