import { ModifyDBInstanceCommand, RebootDBInstanceCommand } from '@aws-sdk/client-rds';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import type { Step } from '../../executor/step.ts';
import { assess } from './assess.ts';
import type { FenceCommand } from './commands.ts';
import { conclude } from './conclude.ts';
import { decide } from './decide.ts';
import { type FenceDatabaseDependencies, type FenceDatabaseFacts, observe } from './observe.ts';

/**
 * Makes the old primary take no writes. RDS does not stop an instance that has a replica, so its network is closed and its
 * open connections are ended by a restart, a clean one that brings the replica what was acknowledged:
 * docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html. The way of the replication is RDS's
 * own and stays open. A second restart of a fenced database harms nobody, so a run makes its own.
 */
export const fenceDatabase: Step<FenceDatabaseSpec, FenceDatabaseFacts, FenceCommand, FenceDatabaseDependencies> = {
  kind: 'fenceDatabase',
  observe,
  decide,
  assess,
  conclude,
  send: async (command, { rds }) => {
    const { actor } = rds(command.region);
    if (command.operation === 'ModifyDBInstance') await actor.send(new ModifyDBInstanceCommand(command.input));
    else await actor.send(new RebootDBInstanceCommand(command.input));
    return {};
  },
};
