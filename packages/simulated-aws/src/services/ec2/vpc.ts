/** A VPC with what lies in it, by ids. */
export type Vpc = Readonly<{
  id: string;
  region: string;
  subnets: readonly string[];
  securityGroups: readonly string[];
}>;
