/** A DB instance as far as verifications look at it: a copy of theirs, or a neighbour that must not be touched. */
export type DatabaseInstance = Readonly<{
  name: string;
  arn: string;
  /** Never given to another instance, whatever its name. */
  resourceId: string;
  status: string;
  /** ISO 8601; absent while it is being made. */
  createdAt: string | undefined;
  endpoint: Readonly<{ host: string; port: number }> | undefined;
  tags: Readonly<Record<string, string>>;
  /** The Aurora cluster that it serves. */
  cluster: string | undefined;
  subnetGroup: string;
  securityGroups: readonly Readonly<{ id: string; status: string }>[];
  parameterGroup: string;
  instanceClass: string;
  isPublic: boolean;
  isMultiAz: boolean;
  isProtected: boolean;
  backupRetentionDays: number;
  engineVersion: string;
  masterUser: string;
  masterSecret: Readonly<{ arn: string; status: string }> | undefined;
  /** ISO 8601: the newest moment that can be restored. */
  restorableUntil: string | undefined;
}>;

/** What an ARN of RDS is of. */
export const databaseKindOf = (arn: string): 'cluster' | 'instance' =>
  arn.includes(':cluster:') ? 'cluster' : 'instance';
