import type { DataCheck } from '../../../shared/contracts/data-check.ts';
import type { RegionName, Side } from '../../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { PlanStep } from '../../../shared/contracts/step-kind.ts';
import type { ConfigurationClaim, Expectation } from '../claims/claim.ts';

/** A check of the data and who asks for it: `step organizations`. */
export type WantedCheck = DataCheck & Readonly<{ by: string }>;

/** The SQL by which a writer adds a row, $1 being its number, and by which all of its rows are read again. */
export type RowStatements = Readonly<{ insert: string; read: string }>;

/** What one database of the service holds, however many instances it has: the primary's, and those of its replicas and copies. */
export type DataDraft = Readonly<{
  /** Of the database within its instances. */
  database: string;
  /** SQL that makes tables and rows: as the plan says, or as its checks let guess. */
  schema: string;
  rows: RowStatements | undefined;
  checks: readonly WantedCheck[];
}>;

export type InstanceDraft = Readonly<{ instance: string; side: Side; resourceId?: string | undefined }>;

/** One database of the service: an instance that takes writes, those that replicate it, those that people make of its backup. */
export type DatabaseDraft = Readonly<{
  primary: InstanceDraft;
  replicas: readonly InstanceDraft[];
  /** `step`: the question whose yes says that it is there. */
  made: readonly (InstanceDraft & Readonly<{ step: string }>)[];
  data: DataDraft;
}>;

export type ServiceDraft = Readonly<{
  side: Side;
  cluster: string;
  service: string;
  /** How many tasks run before anything happens. */
  desired: 0 | 1;
  /** It asks its configuration at each connection, since no step of the plan starts it anew. */
  isRereading: boolean;
  /** Primaries of the databases that it keeps rows in. */
  databases: readonly string[];
  /** What it answers. */
  expectations: readonly Expectation[];
}>;

export type BalancerDraft = Readonly<{
  host: string;
  side: Side;
  /** Services behind it, by their names. */
  services: readonly string[];
  /** Values of the `LoadBalancer` dimension of its metrics. */
  metricNames: readonly string[];
}>;

/** A name that clients know, and where it leads before anything happens. */
export type NameDraft = Readonly<{
  name: string;
  /** Host of the load balancer. */
  leadsTo: string;
  /** How the runbook moves it; undefined: not at all. */
  spec: SwitchDnsSpec | undefined;
}>;

/** All that a plan protects, as it is to be staged, before anything is built. */
export type Draft = Readonly<{
  plan: DeployedPlan;
  steps: readonly PlanStep[];
  regionOf: (side: Side) => RegionName;
  /** Where the service is before the run, and where the runbook leads it; the same where it is mended in its place. */
  from: Side;
  to: Side;
  databases: readonly DatabaseDraft[];
  closedGroups: readonly Readonly<{ side: Side; group: string }>[];
  /** Secrets that hold the login of the reader. */
  logins: readonly Readonly<{ side: Side; secret: string }>[];
  configurations: readonly ConfigurationClaim[];
  services: readonly ServiceDraft[];
  balancers: readonly BalancerDraft[];
  /** Never empty: a service that nobody can name has no clients. */
  names: readonly NameDraft[];
  expectations: readonly Expectation[];
  questions: readonly Readonly<{ step: string; text: string }>[];
}>;
