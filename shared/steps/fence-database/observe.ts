import type { EC2Client } from '@aws-sdk/client-ec2';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import { describeGroup, type GroupFacts } from '../../aws/security-group.ts';
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
  ec2: ClientsOf<EC2Client>;
  tryDoor: TryDoor;
  debts: Debts;
  readBooks: ReadBooks;
  ledgerOf: LedgerOf;
  now: () => string;
}>;

export type FenceDatabaseFacts = Readonly<{
  instance: Reading<DatabaseFacts>;
  /** Whom the closed group lets in, before the first call and once it is the only one; undefined: nobody asked. */
  group?: Reading<GroupFacts> | undefined;
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
  { rds, ec2, tryDoor, ledgerOf, now }: FenceDatabaseDependencies,
): Promise<FenceDatabaseFacts> {
  const instance = await describeDatabase(rds, run.regions[spec.region], spec.instance);
  const seen = { instance, seenAt: now(), door: 'notTried' } as const;
  if (instance.kind === 'unreadable') {
    if (!isSilence(instance.failure) || run.silentSince !== undefined) return seen;
    return { ...seen, assessedSilentSince: await assessedSilence(run, ledgerOf) };
  }
  const { value } = instance;
  const [group, door] = await Promise.all([lookAtGroup(spec, value, { run, ec2 }), lookAtDoor(spec, value, tryDoor)]);
  return { ...seen, group, door };
}

/** Nothing rests on it while RDS is at work. */
function lookAtGroup(
  spec: FenceDatabaseSpec,
  found: DatabaseFacts,
  { run, ec2 }: Readonly<{ run: StepRun; ec2: ClientsOf<EC2Client> }>,
): Promise<Reading<GroupFacts>> | undefined {
  if (run.acts.length > 0 && !isClosed(spec, found)) return undefined;
  const at = { region: run.regions[spec.region], id: spec.closedSecurityGroup, port: found.endpoint?.port };
  return describeGroup(ec2, at);
}

async function lookAtDoor(
  spec: FenceDatabaseSpec,
  found: DatabaseFacts,
  tryDoor: TryDoor,
): Promise<FenceDatabaseFacts['door']> {
  const isTelling = isClosed(spec, found) && judgeDatabaseStatus(found.status) === 'usable';
  if (found.endpoint === undefined || !isTelling) return 'notTried';
  return found.endpoint.isPublic === false ? 'outOfReach' : await tryDoor(found.endpoint);
}
