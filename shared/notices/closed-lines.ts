import type { RecoveryRecord } from '../contracts/recovery/recovery-record.ts';

/** Of each old primary that was closed for nothing: how it is opened again. */
export const closedLines = ({ closed = [] }: RecoveryRecord): string[] =>
  closed.flatMap(({ instance, region, groupsBefore }) => [
    '',
    `Nobody reaches ${instance} in ${region} any more. To let its clients in again, where it is to serve on:`,
    openCommand({
      instance,
      region,
      groups: groupsBefore.length === 0 ? ['<its security groups of before>'] : groupsBefore,
    }),
  ]);

type Opened = Readonly<{ instance: string; region: string; groups: readonly string[] }>;

/** Gives a database the security groups that it had before it was fenced. */
export const openCommand = ({ instance, region, groups }: Opened): string =>
  `aws rds modify-db-instance --region ${region} --db-instance-identifier ${instance} --vpc-security-group-ids ${groups.join(' ')} --apply-immediately`;
