import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import type { Door, TryDoor } from '../../aws/try-door.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import { isClosedBy } from '../../domain/is-closed.ts';
import { judgeDatabaseStatus } from '../../domain/judge-database-status.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import type { StepRun } from '../step.ts';

export type FenceDatabaseDependencies = Readonly<{ rds: ClientsOf<RDSClient>; tryDoor: TryDoor }>;

export type FenceDatabaseFacts = Readonly<{
  instance: Reading<DatabaseFacts>;
  /**
   * From where this function runs; tried only when the security groups are as they shall be and the server runs. Silence
   * takes two seconds to hear, and while the server restarts it says nothing.
   */
  door: Door | 'notTried';
}>;

export const isClosed = ({ closedSecurityGroup }: FenceDatabaseSpec, found: DatabaseFacts): boolean =>
  isClosedBy(closedSecurityGroup, found);

export const observe = async (
  spec: FenceDatabaseSpec,
  run: StepRun,
  { rds, tryDoor }: FenceDatabaseDependencies,
): Promise<FenceDatabaseFacts> => {
  const instance = await describeDatabase(rds, run.regions[spec.region], spec.instance);
  const found = knownOf(instance);
  const isTelling = found !== undefined && isClosed(spec, found) && judgeDatabaseStatus(found.status) === 'usable';
  if (found?.endpoint === undefined || !isTelling) return { instance, door: 'notTried' };
  return { instance, door: await tryDoor(found.endpoint) };
};
