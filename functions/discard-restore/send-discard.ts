import { DeleteDBInstanceCommand, type RDSClient } from '@aws-sdk/client-rds';
import * as z from 'zod';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import { copyPrefix } from '../../shared/domain/verification/copy-name.ts';
import type { DiscardRestoreDependencies } from './discard-restore.ts';

/** The last gate before the call: no other name can be sent. */
const Deletion = z.object({
  DBInstanceIdentifier: z.string().startsWith(copyPrefix),
  SkipFinalSnapshot: z.literal(true),
  DeleteAutomatedBackups: z.literal(true),
});

export const createSendDiscard =
  (rds: ClientsOf<RDSClient>): DiscardRestoreDependencies['send'] =>
  async ({ region, input }) => {
    await rds(region).actor.send(new DeleteDBInstanceCommand(Deletion.parse(input)));
    return {};
  };
