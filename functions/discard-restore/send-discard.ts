import { DeleteDBClusterCommand, DeleteDBInstanceCommand, type RDSClient } from '@aws-sdk/client-rds';
import * as z from 'zod';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { copyPrefix } from '../../shared/domain/verification/copy-name.ts';
import type { DiscardRestoreDependencies } from './discard-restore.ts';

/** The last gate before the call: no other name can be sent. */
const CopyName = z.string().startsWith(copyPrefix);
const rest = { SkipFinalSnapshot: z.literal(true), DeleteAutomatedBackups: z.literal(true) };
const InstanceDeletion = z.object({ DBInstanceIdentifier: CopyName, ...rest });
const ClusterDeletion = z.object({ DBClusterIdentifier: CopyName, ...rest });

export const createSendDiscard =
  (rds: ClientsOf<RDSClient>): DiscardRestoreDependencies['send'] =>
  async ({ operation, region, input }) => {
    const { actor } = rds(region);
    if (operation === 'DeleteDBInstance') await actor.send(new DeleteDBInstanceCommand(InstanceDeletion.parse(input)));
    else await actor.send(new DeleteDBClusterCommand(ClusterDeletion.parse(input)));
    return {};
  };
