import type { DataCheckResult } from '../../shared/contracts/verification/facts.ts';
import type { DataVerdict, Fingerprint } from '../../shared/domain/verification/judge-data.ts';
import type { Unit } from '../../shared/domain/verification/list-units.ts';
import type { Query } from '../../shared/postgres/database.ts';

/** What a unit is asked of. */
export type Subjects = Readonly<{
  copy: Query;
  /** Of what the copy is compared with. */
  source: (work: (query: Query) => Promise<Fingerprint>) => Promise<Fingerprint>;
  databaseTime: string;
  /** The schema of amcheck, quoted. */
  checker: string;
}>;

export type Finding = DataVerdict & Partial<Pick<DataCheckResult, 'value' | 'rows' | 'bytes' | 'checksum'>>;

export type Ask<K extends Unit['kind']> = (unit: Extract<Unit, { kind: K }>, subjects: Subjects) => Promise<Finding>;
