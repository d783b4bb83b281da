import type { DataCheck } from '../../../shared/contracts/data-check.ts';
import type { Side } from '../../../shared/contracts/fields.ts';
import type { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { UpdateConfigurationSpec } from '../../../shared/contracts/specs/update-configuration.ts';

/** A table that a verification names, and the column of time that it asks. */
export type NamedTable = Readonly<{ table: string; column?: string | undefined }>;

export type DatabaseClaim = Readonly<{
  is: 'database';
  side: Side;
  instance: string;
  /** Absent: it is not said whether it takes writes. */
  role?: 'primary' | 'replica';
  /** The instance that it replicates, in the other Region. */
  source?: string | undefined;
  /** Name of the database in it. */
  database?: string;
  /** DbiResourceId. */
  resourceId?: string;
  /** What must be true of its data. */
  checks?: readonly DataCheck[];
  /** What else is asked of its tables. */
  tables?: readonly NamedTable[];
}>;

type ServiceClaim = Readonly<{
  is: 'service';
  side: Side;
  cluster: string;
  service: string;
  startsIdle: boolean;
}>;

export type ConfigurationClaim = Readonly<{
  is: 'configuration';
  side: Side;
  target: UpdateConfigurationSpec['target'];
  instance: string;
}>;

type NameClaim = Readonly<{ is: 'name'; spec: SwitchDnsSpec }>;

/** What somebody asks of the service, and how a service that serves answers. `contains`: a text in the body. */
export type Expectation = Readonly<{
  host: string;
  method: 'GET' | 'HEAD' | 'POST';
  path: string;
  status: number;
  contains?: string | undefined;
}>;

/** What one part of a plan says about the landscape that it protects: there is such a thing, and this is known of it. */
export type Claim =
  | DatabaseClaim
  | ServiceClaim
  | ConfigurationClaim
  | NameClaim
  | Readonly<{ is: 'login'; side: Side; secret: string }>
  | Readonly<{ is: 'closedGroup'; side: Side; group: string }>
  | Readonly<{ is: 'expectation'; expectation: Expectation }>
  | Readonly<{ is: 'question'; step: string; text: string }>
  /** A rehearsal cannot stage it. */
  | Readonly<{ is: 'impossible'; because: string }>;

/** With who says so: `step old-primary`. */
export type Claimed<C extends Claim = Claim> = C & Readonly<{ by: string }>;

export const claimsOf = <K extends Claim['is']>(claims: readonly Claimed[], kind: K) =>
  claims.filter((claim): claim is Claimed<Extract<Claim, { is: K }>> => claim.is === kind);
