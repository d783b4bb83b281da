import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { ReadBooks } from '../../control/books.ts';
import type { LedgerOf } from '../../control/connect-tables.ts';
import type { Debts } from '../../control/debts.ts';
import { isSilence } from '../../domain/judge-call-error.ts';
import type { Reading } from '../../domain/reading.ts';
import { isClosedBy } from '../../domain/recovery/is-closed.ts';
import { judgeDatabaseStatus } from '../../domain/recovery/judge-database-status.ts';
import type { StepRun } from '../../executor/step.ts';
import type { Door, TryDoor } from '../../postgres/try-door.ts';
import { assessedSilence } from './assessed-silence.ts';

export const isClosed = ({ closedSecurityGroup }: FenceDatabaseSpec, found: DatabaseFacts): boolean =>
  isClosedBy(closedSecurityGroup, found);

export type FenceDatabaseDependencies = Readonly<{
  rds: ClientsOf<RDSClient>;
  tryDoor: TryDoor;
  debts: Debts;
  readBooks: ReadBooks;
  ledgerOf: LedgerOf;
  now: () => string;
}>;

export type FenceDatabaseFacts = Readonly<{
  instance: Reading<DatabaseFacts>;
  /**
   * From where this function runs, which is outside any VPC: a private one is silent from there, open or not, and is not tried. Others
   * only when the security groups are as they shall be and the server runs. Silence takes two seconds to hear, and while the server
   * restarts it says nothing.
   */
  door: Door | 'notTried' | 'outOfReach';
  /** When the look was over, which takes seconds where nobody answers. */
  seenAt?: string;
  /** The Region was silent right before the first act of the run, too: since then. */
  assessedSilentSince?: string | undefined;
}>;

export async function observe(
  spec: FenceDatabaseSpec,
  run: StepRun,
  { rds, tryDoor, ledgerOf, now }: FenceDatabaseDependencies,
): Promise<FenceDatabaseFacts> {
  const instance = await describeDatabase(rds, run.regions[spec.region], spec.instance);
  const seen = { instance, seenAt: now(), door: 'notTried' } as const;
  if (instance.kind === 'unreadable') {
    if (!isSilence(instance.failure) || run.silentSince !== undefined) return seen;
    return { ...seen, assessedSilentSince: await assessedSilence(run, ledgerOf) };
  }
  const { value } = instance;
  const isTelling = isClosed(spec, value) && judgeDatabaseStatus(value.status) === 'usable';
  if (value.endpoint === undefined || !isTelling) return seen;
  return { ...seen, door: value.endpoint.isPublic === false ? 'outOfReach' : await tryDoor(value.endpoint) };
}
