import type { RestoredVerification } from '../../contracts/verification/verification.ts';
import type { DatabaseInstance } from './copy.ts';
import { copyPrefix } from './copy-name.ts';

type Neighbour = Pick<DatabaseInstance, 'name' | 'subnetGroup' | 'securityGroups'>;

/**
 * A copy must stand where nothing else does: whatever may reach its source, or be reached by it, may not reach the copy. What
 * is in use by an instance that is no copy is refused; the instance need not be the source. Undefined: apart.
 */
export function judgeIsolation(
  { subnetGroup, securityGroups }: RestoredVerification['restore'],
  neighbours: readonly Neighbour[],
): string | undefined {
  const others = neighbours.filter(({ name }) => !name.startsWith(copyPrefix));
  const sharesSubnets = others.find((one) => one.subnetGroup === subnetGroup);
  if (sharesSubnets !== undefined)
    return `the subnet group ${subnetGroup} is that of ${sharesSubnets.name}: a copy would stand beside it`;
  for (const group of securityGroups) {
    const user = others.find((one) => one.securityGroups.some(({ id }) => id === group));
    if (user !== undefined)
      return `the security group ${group} is one of ${user.name}: what reaches it would reach the copy`;
  }
  return undefined;
}
