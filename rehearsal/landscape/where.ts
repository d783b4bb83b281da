import type { StagedInstance } from './build/databases.ts';
import type { StagedBalancer } from './build/services.ts';
import type { Landscape } from './build.ts';

/** The instances of a Region: what crashes with it. */
export const instancesIn = ({ databases }: Landscape, region: string): StagedInstance[] =>
  databases
    .flatMap(({ primary, replicas, made }) => [primary, ...replicas, ...made])
    .filter((instance) => instance.region === region);

/** The load balancers of the side where the service is before the run. */
export const servingBalancers = ({ draft, balancers }: Landscape): StagedBalancer[] =>
  balancers.filter(({ side }) => side === draft.from);
