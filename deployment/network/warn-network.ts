import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { type FunctionFile, functionKey } from '../function-file.ts';
import type { Complaint } from '../plans/complaint.ts';
import { inWords } from '../plans/explain.ts';
import { type ReadNetwork, usualFile } from './network.ts';

type Functions = readonly FunctionFile[];

/** What will not work as it would be deployed, or was probably not meant; one line each. */
export function warnNetwork(read: ReadNetwork, plans: readonly DeployedPlan[], functions: Functions): string[] {
  const sides = new Set(plans.flatMap(({ regions }): string[] => [regions.primary, regions.standby]));
  const unused = Object.keys(read.network).filter((region) => !sides.has(region));
  return [
    ...[...new Set(plans.map(({ regions }) => regions.standby))].sort().flatMap(warnOutside(read, functions)),
    ...read.place([...unused.map(ofNoPlan), ...Object.entries(read.network).flatMap(inOneZone)]).map(inWords),
  ];
}

/** Of a Region that the file does not name: what runs there outside any VPC. */
export const warnOutside =
  ({ network, file = usualFile }: Pick<ReadNetwork, 'network' | 'file'>, functions: Functions) =>
  (region: string): string[] => {
    if (region in network) return [];
    const names = functions.filter((one) => one.connectsToDatabases).map(({ folder }) => functionKey(folder));
    const who = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    return [
      `${file}:1: ${region}: is not named: ${who} run outside any VPC there, and reach no database that is private: name subnets and securityGroups (docs/deploy.md)`,
    ];
  };

const ofNoPlan = (region: string): Complaint => ({
  path: [region],
  isField: true,
  message: 'is neither side of any plan',
});

const inOneZone = ([region, { subnets }]: readonly [string, { subnets: readonly string[] }]): Complaint[] =>
  subnets.length > 1
    ? []
    : [{ path: [region, 'subnets'], message: 'is one subnet, of one Availability Zone: name one of another, too' }];
