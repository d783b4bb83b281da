import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { listClusters } from '../../shared/aws/rds-clusters.ts';
import { listInstances } from '../../shared/aws/rds-instances.ts';
import type { RegionName } from '../../shared/contracts/fields.ts';
import type { Leftover, OrderedCopy } from '../../shared/contracts/verification/facts.ts';
import { isRestored } from '../../shared/contracts/verification/verification.ts';
import { known, type Reading } from '../../shared/domain/reading.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import type { DatabaseInstance } from '../../shared/domain/verification/copy.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { type JudgedLeftover, judgeLeftovers, type LeftoverSearch } from './judge-leftovers.ts';

/** Every Region that a deployed plan restores in, not of this run alone: an earlier run may have verified more. */
export const regionsOf = (plans: Plans): RegionName[] => [
  ...new Set(
    Object.values(plans).flatMap((plan) =>
      plan.restoreVerification.filter(isRestored).map(({ region }) => plan.regions[region]),
    ),
  ),
];

type Sweep = Omit<LeftoverSearch, 'region'> & Readonly<{ ledger: Ledger; rds: ClientsOf<RDSClient> }>;

/** What stands, and, of what was ordered, what does not show. */
export type Swept = Readonly<{ found: readonly JudgedLeftover[]; unseen: readonly OrderedCopy[] }>;

/** Where plans restore, and where a claim lies that no plan of today names. */
export async function sweepAll(sweep: Sweep): Promise<Swept> {
  const regions = new Set([...regionsOf(sweep.plans), ...sweep.claims.map(({ region }) => region)]);
  const swept: Swept[] = [];
  for (const region of regions) swept.push(await sweepRegion(region, sweep));
  return { found: swept.flatMap(({ found }) => found), unseen: swept.flatMap(({ unseen }) => unseen) };
}

/** A call that is made again writes down what is new only. */
async function sweepRegion(region: RegionName, sweep: Sweep): Promise<Swept> {
  const { rds, ledger } = sweep;
  const claims = sweep.claims.filter((claim) => claim.region === region);
  const standing = await listStanding(rds, region);
  if (standing.kind === 'unreadable') {
    await ledger.append('run', { type: 'sweepBlind', region, because: standing.failure.error });
    return { found: [], unseen: claims };
  }
  const before = factsOf(await ledger.read('run'), 'leftoverFound').map(({ fact }) => fact);
  const found = await judgeLeftovers(standing.value, { ...sweep, claims, region });
  for (const { leftover } of found)
    if (!before.some((one) => isSame(one, leftover)))
      await ledger.append('run', { type: 'leftoverFound', ...leftover });
  const shows = ({ name, resourceId }: OrderedCopy) =>
    found.some(({ leftover }) => leftover.name === name || leftover.resourceId === resourceId);
  return { found, unseen: claims.filter((claim) => !shows(claim)) };
}

/** Instances and clusters; an instance goes with the cluster that it serves, where that one shows. */
async function listStanding(
  rds: ClientsOf<RDSClient>,
  region: RegionName,
): Promise<Reading<readonly DatabaseInstance[]>> {
  const [instances, clusters] = await Promise.all([listInstances(rds, region), listClusters(rds, region)]);
  if (instances.kind === 'unreadable') return instances;
  if (clusters.kind === 'unreadable') return clusters;
  const shown = new Set(clusters.value.map(({ name }) => name));
  return known([
    ...instances.value.filter(({ cluster }) => cluster === undefined || !shown.has(cluster)),
    ...clusters.value,
  ]);
}

const isSame = (one: Leftover, other: Leftover): boolean =>
  one.arn === other.arn && one.resourceId === other.resourceId;
