import { read } from '../../aws/read.ts';
import type { CheckDataSpec } from '../../contracts/specs/check-data.ts';
import type { CallError } from '../../domain/judge-call-error.ts';
import { type CheckResult, faultOf } from '../../domain/recovery/judge-checks.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { Query } from '../../postgres/database.ts';
import { databaseStatements, explained } from '../../postgres/database-statements.ts';
import { numberIn } from '../../postgres/number-in.ts';

/** The function has 85 s, and opening and closing the connection take their time. */
const lookSeconds = 70;

type Time = Readonly<{ since: string; now: () => string }>;

/** One after the other over one connection; every check has a result, also one that could not be reached in time. */
export async function runChecks(spec: CheckDataSpec, query: Query, { since, now }: Time): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of spec.checks) {
    const isLate = secondsBetween(since, now()) + spec.statementTimeout > lookSeconds && results.length > 0;
    results.push(isLate ? late(check) : await runCheck(check, query));
  }
  return results;
}

type Check = CheckDataSpec['checks'][number];

function late({ name }: Check): CheckResult {
  const because = 'the checks before it took all the time of one look';
  return { name, outcome: 'didNotRun', error: 'LookTimeout', because };
}

async function runCheck(check: Check, query: Query): Promise<CheckResult> {
  const { name, sql } = check;
  const answer = await read(() => ask(sql, query));
  if (answer.kind === 'unreadable') {
    const { failure } = answer;
    return { name, outcome: 'didNotRun', error: failure.error, because: inWords(failure) };
  }
  const because = faultOf(answer.value, check);
  if (because === undefined) return { name, outcome: 'passed', value: answer.value };
  return { name, outcome: 'failed', value: answer.value, because };
}

const ask = async (sql: string, query: Query): Promise<number> => numberIn(await askRows(sql, query));

/** A transaction of its own: a statement that fails takes nothing with it, and none can write. */
async function askRows(sql: string, query: Query): ReturnType<Query> {
  await query(databaseStatements.beginRead);
  try {
    return await query(sql);
  } finally {
    await query(databaseStatements.end);
  }
}

/** Messages of wrong statements name tables and columns; those of other errors may show what stands in them. */
const inWords = ({ error, message }: CallError): string => (error.startsWith('42') ? `${error}: ${message}` : error);

/** Whether PostgreSQL would take each check; the value of one that it would take says nothing. */
export async function explainChecks({ checks }: CheckDataSpec, query: Query): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, sql } of checks) {
    const answer = await read(() => askRows(explained(sql), query));
    const error = answer.kind === 'unreadable' ? answer.failure : undefined;
    results.push(
      error === undefined
        ? { name, outcome: 'passed', value: 0 }
        : { name, outcome: 'didNotRun', error: error.error, because: inWords(error) },
    );
  }
  return results;
}
