import { Complaint } from 'simulated-aws/complaint.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { Rehearsal } from '../../shared/contracts/rehearsal.ts';
import { isRestored, type RestoredVerification } from '../../shared/contracts/verification/verification.ts';
import { planNamed, plansIn } from '../choose.ts';
import { claimsOfVerifications, instanceOf } from '../landscape/claims/verifications.ts';
import { draftDatabases } from '../landscape/draft/databases.ts';
import type { DatabaseDraft } from '../landscape/draft/draft.ts';
import { complain, impossible } from '../landscape/draft/draft-landscape.ts';

/** What fills a database: rows that are written once and never changed. */
export const bulkTable = 'rehearsal_bulk';

/** About half a kilobyte each, so that they are many and none is stored apart. */
const rowsPerMegabyte = 2000;

const counted = /^\s*select\s+count\s*\(\s*\*\s*\)\s+from\s+([a-z_][a-z0-9_.]*)\s*$/i;

type Named = Readonly<{ plans: string; plan: string | undefined; megabytes: number }>;

type SnapshotVerification = Extract<RestoredVerification, { instanceSnapshot: unknown }>;

/** What a fault does harm to: the first database that is restored from a snapshot. */
export type Victim = Readonly<{
  verification: SnapshotVerification;
  instance: string;
  /** A table whose rows a check counts, as the last of them does; undefined where no check wants rows. */
  table: string | undefined;
  isPinned: boolean;
}>;

export type VerifyChoice = Readonly<{
  folder: string;
  all: readonly DeployedPlan[];
  plan: DeployedPlan;
  databases: readonly DatabaseDraft[];
  victim: Victim | undefined;
}>;

/** The plan whose backups are verified, and the databases that they are of. Throws a Complaint before anything starts. */
export function chooseVerified({ plans: folder, plan: name, megabytes }: Named): VerifyChoice {
  const read = plansIn(folder);
  const plan = planNamed(read, folder, name);
  if (plan.restoreVerification.length === 0)
    throw new Complaint(`Plan ${plan.plan} verifies no backup (restoreVerification): there is nothing to rehearse.`);
  const claims = claimsOfVerifications(plan);
  const rehearsal = read.rehearsals[plan.plan] ?? Rehearsal.parse({});
  const drafted = draftDatabases({ planName: plan.plan, claims, rehearsal, made: [], from: 'primary' });
  complain(plan.plan, [...impossible(claims), ...drafted.refusals]);
  const victim = victimOf(plan);
  const databases = drafted.databases.map((one) => withBulk(one, victim, megabytes));
  return { folder, all: Object.values(read.plans), plan, databases, victim };
}

function victimOf({ restoreVerification, pins }: DeployedPlan): Victim | undefined {
  const verification = restoreVerification.filter(isRestored).find((one) => 'instanceSnapshot' in one);
  if (verification === undefined || !('instanceSnapshot' in verification)) return undefined;
  const instance = instanceOf(verification);
  const isPinned = pins.databases.some((pin) => pin.instance === instance);
  return { verification, instance, table: countedTable(verification), isPinned };
}

const countedTable = ({ data: { checks } }: SnapshotVerification): string | undefined =>
  checks.flatMap(({ sql, atLeast = 0 }) => (atLeast >= 1 ? (counted.exec(sql)?.[1] ?? []) : [])).at(-1);

const withBulk = (draft: DatabaseDraft, victim: Victim | undefined, megabytes: number): DatabaseDraft =>
  draft.primary.instance === victim?.instance
    ? { ...draft, data: { ...draft.data, schema: `${draft.data.schema}${bulk(megabytes)}` } }
    : draft;

const bulk = (megabytes: number): string => `
  CREATE TABLE ${bulkTable} (id bigint PRIMARY KEY, kind int NOT NULL, at timestamptz NOT NULL, payload text NOT NULL);
  INSERT INTO ${bulkTable}
    SELECT n, 1 + n % 500, now() - make_interval(secs => n % 86400), repeat(md5(n::text), 13)
    FROM generate_series(1, ${megabytes * rowsPerMegabyte}) n;
`;
