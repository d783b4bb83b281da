import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { copyRegions, servedElsewhere, servedInStandby } from '../copy-askers.ts';
import { type FunctionFile, functionKey } from '../function-file.ts';
import type { Complaint } from '../plans/complaint.ts';
import { inWords } from '../plans/explain.ts';
import { type ReadNetwork, usualFile } from './network.ts';

type Functions = readonly FunctionFile[];
type Plans = readonly DeployedPlan[];

/** What will not work as it would be deployed, or was probably not meant; one line each. */
export function warnNetwork(read: ReadNetwork, plans: Plans, functions: Functions): string[] {
  const sides = new Set(plans.flatMap(({ regions }): string[] => [regions.primary, regions.standby]));
  const unused = Object.keys(read.network).filter((region) => !sides.has(region));
  return [
    ...regionsOf(plans).flatMap((region) => warnOutside(read, functionsIn(region, plans, functions))(region)),
    ...read.place([...unused.map(ofNoPlan), ...Object.entries(read.network).flatMap(inOneZone)]).map(inWords),
  ];
}

/** Where functions may run that connect to databases. */
const regionsOf = (plans: Plans): string[] =>
  [...new Set([...plans.map(({ regions }) => regions.standby), ...copyRegions(plans)])].sort();

/** All that the stacks of one Region have. */
function functionsIn(region: string, plans: Plans, functions: Functions): FunctionFile[] {
  const inStandby = servedInStandby(functions, { region, plans });
  const elsewhere = servedElsewhere(functions, { region, plans });
  return [...new Set([...(inStandby.plans.length === 0 ? [] : inStandby.functions), ...elsewhere.functions])];
}

/** Of a Region that the file does not name: what runs there outside any VPC. */
export const warnOutside =
  ({ network, file = usualFile }: Pick<ReadNetwork, 'network' | 'file'>, functions: Functions) =>
  (region: string): string[] => {
    const names = functions.filter((one) => one.connectsToDatabases).map(({ folder }) => functionKey(folder));
    if (region in network || names.length === 0) return [];
    const who = names.length === 1 ? `${names[0]} runs` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} run`;
    return [
      `${file}:1: ${region}: is not named: ${who} outside any VPC there, and no private database is reached: name subnets and securityGroups (docs/deploy.md)`,
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
