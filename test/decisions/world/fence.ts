import type { FenceDatabaseSpec } from '../../../shared/contracts/specs/fence-database.ts';
import type { Kind } from '../../../shared/executor/advance.ts';
import type { FenceCommand } from '../../../shared/steps/fence-database/commands.ts';
import { conclude } from '../../../shared/steps/fence-database/conclude.ts';
import { fenceDatabase } from '../../../shared/steps/fence-database/fence-database.ts';
import type { FenceDatabaseFacts } from '../../../shared/steps/fence-database/observe.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const errors = { silent: { error: 'ETIMEDOUT' }, fails: { error: 'InternalFailure', status: 500 } } as const;

/** What RDS of its Region says of the old primary. A change of its groups and a restart are through as soon as they were called. */
const instanceOf = ({ old }: Scene): FenceDatabaseFacts['instance'] => {
  const { reach, group, isRestarting } = old;
  if (reach === 'silent' || reach === 'fails')
    return { kind: 'unreadable', failure: { ...errors[reach], message: '' } };
  const seen = isRestarting ? 'rebooting' : 'available';
  return {
    kind: 'known',
    value: {
      ...{ resourceId: 'db-ORDERSPRODORDERSPRODORDERS', status: reach === 'answers' ? seen : reach },
      ...{ source: undefined, replication: undefined, endpoint: undefined, isMultiAz: true },
      securityGroups: [{ id: group, status: 'active' }],
    },
  };
};

export const fenceKind: Kind<FenceDatabaseSpec, FenceDatabaseFacts, FenceCommand, Stage> = {
  step: {
    ...fenceDatabase,
    survey: undefined,
    announce: undefined,
    conclude: (concluded, { debts, ledgerOf }) => conclude(concluded, { debts, ledgerOf }),
    observe: (_spec, _run, { scene, process }) =>
      process.turn(() => {
        const instance = instanceOf(scene);
        scene.old.isRestarting = false;
        return { instance, seenAt: process.now(), door: 'notTried' } as const;
      }),
    send: (command, { scene, process, told }) =>
      process.turn(() => {
        const { old } = scene;
        if (command.operation === 'RebootDBInstance') old.isRestarting = true;
        else old.group = command.input.VpcSecurityGroupIds[0] ?? old.group;
        told(`rds:${command.operation} ${command.input.DBInstanceIdentifier}`);
        return {};
      }),
  },
  specOf: (step) => ('fenceDatabase' in step ? step.fenceDatabase : undefined),
};
