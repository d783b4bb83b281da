type Shown = Readonly<{ securityGroups: readonly Readonly<{ id: string; status: string }>[] }>;

/** No other group lets anybody in, and RDS has applied it. */
export const isClosedBy = (closedSecurityGroup: string, { securityGroups }: Shown): boolean =>
  securityGroups.length === 1 &&
  securityGroups.every(({ id, status }) => id === closedSecurityGroup && status === 'active');
