import type { RunId } from '../contracts/fields.ts';
import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { OrderedCopy } from '../contracts/verification/facts.ts';
import { factsOf, firstOf } from '../domain/run-facts.ts';
import { stepHistoryOf } from '../domain/step-history.ts';
import { copyNameOf, type Maker } from '../domain/verification/copy-name.ts';
import { effectiveOf } from '../domain/verification/order-standing.ts';
import { chainsOf } from '../report/verification/chains-of.ts';
import { copyOf } from '../report/verification/copy-of.ts';

type Entries = readonly LedgerEntry[];

/** What a run of verify-restores has ordered and has not proved gone, by its own ledger. */
export function orderedCopies(runId: RunId, entries: Entries): OrderedCopy[] {
  const scope = firstOf(entries, 'verificationOpened')?.fact.scope ?? [];
  return scope.flatMap(({ plan, verification }) => orderOf({ runId, plan, verification }, entries) ?? []);
}

function orderOf(maker: Maker, entries: Entries): OrderedCopy | undefined {
  const { runId: madeBy, plan, verification } = maker;
  const { restore, discard, ...chains } = chainsOf(entries, plan, verification);
  const [first] = effectiveOf(stepHistoryOf(restore).acts);
  const { verdict } = copyOf({ ...chains, restore, discard });
  if (first === undefined || verdict === 'notMade' || verdict === 'discarded') return undefined;
  const { region, operation } = first.command;
  const kind = operation === 'RestoreDBClusterFromSnapshot' ? 'cluster' : 'instance';
  const name = copyNameOf(maker);
  const seen = factsOf([...restore, ...discard], 'copySeen').find(({ fact }) => fact.name === name)?.fact;
  return {
    ...{ kind, name, region, madeBy, plan, verification, orderedAt: first.at },
    ...(seen && { resourceId: seen.resourceId }),
  };
}
