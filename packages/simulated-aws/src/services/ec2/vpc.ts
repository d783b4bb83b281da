/** A VPC with what lies in it, by ids. */
export type Vpc = Readonly<{
  id: string;
  region: string;
  subnets: readonly string[];
  securityGroups: readonly string[];
  /** Where databases lie whose subnet group says nothing else. One a Region. */
  isDefault?: boolean;
  /** Its subnets lead to a NAT gateway, and through it to everything that is public. */
  hasNat?: boolean;
  /**
   * Endpoints with private names, by service name: com.amazonaws.us-east-1.rds. Security groups and policies of endpoints are not
   * modelled.
   */
  endpoints?: readonly string[];
  /** Ids of VPCs that it is peered with, with routes and names both ways; what those have of endpoints is reached from here, too. */
  peers?: readonly string[];
}>;

/** Where whoever connects stands: in a VPC with these security groups, or outside any. */
export type Standing = Readonly<{ vpc: Vpc | undefined; securityGroups: readonly string[] }>;
