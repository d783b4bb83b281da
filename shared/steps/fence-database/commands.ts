import type { RegionName } from '../../contracts/fields.ts';

type To = Readonly<{ service: 'rds'; region: RegionName }>;

/** Lets nobody in any more. */
type CloseCommand = To &
  Readonly<{
    operation: 'ModifyDBInstance';
    input: { DBInstanceIdentifier: string; VpcSecurityGroupIds: string[]; ApplyImmediately: boolean };
  }>;

/** Ends the connections that were open: security groups leave those alone. */
type EndConnectionsCommand = To & Readonly<{ operation: 'RebootDBInstance'; input: { DBInstanceIdentifier: string } }>;

export type FenceCommand = CloseCommand | EndConnectionsCommand;
