import type { Client } from 'pg';
import { Complaint } from 'simulated-aws/complaint.ts';
import type { WantedCheck } from '../draft/draft.ts';

const where = 'say what it holds in rehearsal.databases of the plan (schema: its tables and rows)';

/** Asks a database whether it holds what the checks of its plan want, before anything starts. Throws a Complaint that names the step. */
export async function proveChecks(client: Client, instance: string, checks: readonly WantedCheck[]): Promise<void> {
  for (const check of checks) {
    const fault = await faultOf(check, async (sql) => (await client.query(sql)).rows);
    if (fault !== undefined)
      throw new Complaint(
        `${check.by}: its check "${check.name}" of ${instance} cannot be staged: it ${fault}; ${where}.`,
      );
  }
}

type Query = (sql: string) => Promise<unknown>;

/** Why a check does not pass before anything has happened; undefined when it does. */
async function faultOf(check: WantedCheck, query: Query): Promise<string | undefined> {
  try {
    const value = valueIn(await query(check.sql));
    const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = check;
    return value >= atLeast && value <= atMost ? undefined : `answers ${value}, wanted is ${boundsOf(check)}`;
  } catch (error) {
    return `fails: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function valueIn(rows: unknown): number {
  const [row]: unknown[] = Array.isArray(rows) ? rows : [];
  const [value] = typeof row === 'object' && row !== null ? Object.values(row) : [];
  return value === null || value === undefined ? Number.NaN : Number(value);
}

const boundsOf = ({ atLeast, atMost }: WantedCheck): string =>
  [
    ...(atLeast === undefined ? [] : [`${atLeast} or more`]),
    ...(atMost === undefined ? [] : [`${atMost} or less`]),
  ].join(', ');
