import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import type { Reading } from '../../domain/reading.ts';
import { closedGroupOf } from '../../domain/recovery/identity.ts';
import { isClosedBy } from '../../domain/recovery/is-closed.ts';
import type { StepRun } from '../../executor/step.ts';

/** An old primary that this run has fenced, as RDS shows it right before another database takes its place. */
export type FenceNow = Readonly<{ name: string; closedSecurityGroup: string; instance: Reading<DatabaseFacts> }>;

/** None where nothing was proven to be fenced: what is owed is looked at elsewhere. */
export async function observeFences(
  { fence, identity, regions }: Pick<StepRun, 'fence' | 'identity' | 'regions'>,
  rds: ClientsOf<RDSClient>,
): Promise<FenceNow[]> {
  const looks = (fence?.databases ?? []).map(async (database) => {
    const closedSecurityGroup = closedGroupOf(identity, database);
    if (closedSecurityGroup === undefined) return [];
    const region = regions[database.region];
    const instance = await describeDatabase(rds, region, database.instance);
    return [{ name: `${database.instance} in ${region}`, closedSecurityGroup, instance }];
  });
  return (await Promise.all(looks)).flat();
}

/** Why the fence does not stand any more; undefined where it does, or where nobody can look: then it is as it was proven. */
export function whyOpen({ name, closedSecurityGroup, instance }: FenceNow): string | undefined {
  if (instance.kind === 'unreadable') return undefined;
  const { status, securityGroups } = instance.value;
  if (status === 'stopped' || isClosedBy(closedSecurityGroup, instance.value)) return undefined;
  return `${name} was fenced, and somebody has opened it since: ${securityGroups.map(({ id }) => id).join(', ')}`;
}
