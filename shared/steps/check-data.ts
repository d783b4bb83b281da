import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../aws/clients.ts';
import type { WithDatabase } from '../aws/database.ts';
import { describeDatabase } from '../aws/rds.ts';
import { read } from '../aws/read.ts';
import type { CheckDataSpec } from '../contracts/specs/check-data.ts';
import { type CheckResult, judgeChecks } from '../domain/judge-checks.ts';
import type { Reading } from '../domain/reading.ts';
import { runChecks } from './check-data/run-checks.ts';
import { judgeUnreadable } from './judge-unreadable.ts';
import type { Decision, Step, StepRun } from './step.ts';

export type CheckDataFacts = Readonly<{
  /** Unreadable: RDS or the database could not be reached, so no check ran. */
  results: Reading<readonly CheckResult[]>;
}>;

type Dependencies = Readonly<{ rds: ClientsOf<RDSClient>; withDatabase: WithDatabase; now: () => string }>;

/** A statement must end before the function does. */
const longestStatementSeconds = 60;

const observe = async (
  spec: CheckDataSpec,
  run: StepRun,
  { rds, withDatabase, now }: Dependencies,
): Promise<CheckDataFacts> => {
  const region = run.regions[spec.region];
  const instance = await describeDatabase(rds, region, spec.instance);
  if (instance.kind === 'unreadable') return { results: instance };
  const { endpoint } = instance.value;
  if (endpoint === undefined)
    return { results: { kind: 'unreadable', failure: { error: 'NoEndpoint', message: 'RDS names no endpoint' } } };
  const { secret, database } = spec;
  const statementTimeoutSeconds = Math.min(spec.statementTimeout, longestStatementSeconds);
  const place = { ...endpoint, secret, database, region, statementTimeoutSeconds };
  return { results: await read(() => withDatabase(place, (query) => runChecks(spec, query, { since: run.now, now }))) };
};

const decide = (spec: CheckDataSpec, { results }: CheckDataFacts, run: StepRun): Decision<never> => {
  const name = `database ${spec.instance} in ${run.regions[spec.region]}`;
  if (results.kind === 'unreadable') return judgeUnreadable(name, results.failure);
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
};

/**
 * Asks the database itself, in read-only transactions, and holds each answer against the plan's bounds. A check that did
 * not run has not passed, and nothing checked is not passed either.
 */
export const checkData: Step<CheckDataSpec, CheckDataFacts, never, Dependencies> = {
  kind: 'checkData',
  observe,
  decide,
  assess: () => [],
  send: (command) => command satisfies never,
};
