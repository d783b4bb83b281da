import type { Complaint } from '../../../deployment/plans/complaint.ts';

/** Path and message of each complaint, that to the failover's stages shortened to S. */
export const said = (complaints: readonly Complaint[]): string[] =>
  complaints.map(({ path, message }) => `${path.join('.').replace('runbooks.failover.stages', 'S')}: ${message}`);
