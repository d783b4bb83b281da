import { Instant, type PlanName } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Debt } from '../../contracts/recovery/debt.ts';
import type { Debts } from '../../control/debts.ts';
import type { Decision } from '../../domain/decision.ts';
import { holding } from '../../domain/recovery/debts.ts';
import { stoppedWords } from '../../domain/recovery/stopped-words.ts';
import { factsOf } from '../../domain/run-facts.ts';
import type { FenceCommand } from './commands.ts';

/** Stopped, or in a status in which nobody can close it: keeps with the debt how that is now. */
export async function noteHold(
  decision: Decision<FenceCommand>,
  debt: Debt,
  { plan, debts }: Readonly<{ plan: PlanName; debts: Debts }>,
): Promise<void> {
  if (!('owe' in decision)) return;
  const { because, owe } = decision;
  const holdsUntil = Instant.safeParse(owe.holdsUntil).data;
  await debts.change(plan, (all) => holding(all, debt, { because, holdsUntil }));
}

/** What is stopped starts before it can be closed: people are told that it took writes, or may have. */
export function paidBecause(debt: Debt, chain: readonly LedgerEntry[], now: string): string {
  const since = ranSince(debt, chain);
  const ran = since === undefined ? '' : `; it had been stopped, and from ${since} until then it may have taken writes`;
  return `fenced at ${now}${ran}`;
}

/** When it was first seen not to be stopped any more; undefined where it never was. `chain`: of the debt. */
function ranSince({ holdsUntil }: Debt, chain: readonly LedgerEntry[]): string | undefined {
  const stopped = factsOf(chain, 'waiting').findLast(({ fact }) => fact.because.includes(stoppedWords));
  if (stopped === undefined && holdsUntil === undefined) return undefined;
  return chain.find(({ at }) => stopped === undefined || at > stopped.at)?.at;
}
