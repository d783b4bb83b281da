import type { Side } from '../../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import {
  isRestored,
  type RestoredVerification,
  type Verification,
} from '../../../shared/contracts/verification/verification.ts';
import { pinnedSource, restoredDatabase } from '../../../shared/domain/verification/pinned-source.ts';
import type { Claim, Claimed, NamedTable } from './claim.ts';

/** More than a rehearsal writes into a bucket for one file. */
const longestObject = 64 * 1024 * 1024;

/** The instance whose backups are restored, or by which a cluster is represented. */
export const instanceOf = (verification: RestoredVerification): string =>
  verification.data.manifest?.instance ?? restoredDatabase(verification)?.name ?? '';

/** The databases whose backups are verified, and what they hold. */
export const claimsOfVerifications = (plan: DeployedPlan): readonly Claimed[] =>
  plan.restoreVerification.flatMap((verification) => {
    const claims = isRestored(verification) ? claimsOfRestored(plan, verification) : claimsOfFound(verification);
    return claims.map((claim) => ({ ...claim, by: `verification ${verification.id}` }));
  });

function claimsOfRestored(plan: DeployedPlan, verification: RestoredVerification): readonly Claim[] {
  const { checks, database, manifest } = verification.data;
  const resourceId = pinnedSource(plan, verification);
  const tables = tablesOf(verification);
  const common = { side: sideOf(plan, verification), instance: instanceOf(verification), role: 'primary' } as const;
  const identity = 'clusterSnapshot' in verification || resourceId === undefined ? {} : { resourceId };
  return [
    { is: 'database', ...common, ...identity, database, checks, tables },
    ...(manifest === undefined ? [] : [{ is: 'login', side: manifest.region, secret: manifest.secret } as const]),
  ];
}

const tablesOf = ({ data: { manifest, newestRow } }: RestoredVerification): NamedTable[] => [
  ...(manifest?.tables ?? []).map(({ table, until: column }) => ({ table, column })),
  ...(newestRow === undefined ? [] : [{ table: newestRow.table, column: newestRow.column }]),
];

/** Backups may lie in another Region than their database. */
const sideOf = ({ pins }: DeployedPlan, verification: RestoredVerification): Side =>
  verification.data.manifest?.region ??
  pins.databases.find(({ instance }) => instance === instanceOf(verification))?.region ??
  verification.region;

const claimsOfFound = (verification: Verification): readonly Claim[] =>
  'backupObjects' in verification && verification.backupObjects.minBytes > longestObject
    ? [{ is: 'impossible', because: `a rehearsal writes objects of ${longestObject} bytes at most` }]
    : [];
