import type { WorldEvent } from 'simulated-aws/world.ts';
import type { Scene } from '../support/virtual-run.ts';

const standby = 'us-east-1';
const replica = 'shielda-replica-us-east-1';

/** RDS begins a promotion once for each call that it took: only then does the instance leave `available` for `rebooting`. */
const promotionsOf = (events: readonly WorldEvent[]): number =>
  events.filter((event) => event.kind === 'resource' && event.resource === replica && event.status === 'rebooting')
    .length;

const runningTasks = async ({ aws, clock }: Scene): Promise<number> => {
  const principal = { kind: 'operator', name: 'Ada' } as const;
  const input = { cluster: 'shielda', services: ['control-plane'] };
  const call = { service: 'ecs', operation: 'DescribeServices', region: standby, requestId: 'test', principal, input };
  const { services } = await clock.runUntil(aws.world.dispatch(call));
  const [service]: unknown[] = Array.isArray(services) ? services : [];
  return typeof service === 'object' && service !== null && 'runningCount' in service
    ? Number(service.runningCount)
    : 0;
};

const hostInSecret = ({ aws }: Scene): unknown => {
  const secret: unknown = JSON.parse(
    aws.secretsManager.inspect({ region: standby, name: 'shielda/control-plane/database' }) ?? '{}',
  );
  return typeof secret === 'object' && secret !== null && 'host' in secret ? secret.host : undefined;
};

/** What is true of the service, asked of the simulated AWS itself and not of the run. */
export const endStateOf = async (scene: Scene) => {
  const { aws, events, landscape } = scene;
  const instance = aws.rds.inspect({ region: standby, id: replica });
  const { addresses } = landscape.databases;
  const host = aws.route53.hostBehind('app.shielda.dev');
  return {
    promotions: promotionsOf(events),
    isReplica: instance.ReadReplicaSourceDBInstanceIdentifier !== undefined,
    secretNames: hostInSecret(scene) === addresses.standby ? 'the standby' : 'the primary',
    runningTasks: await runningTasks(scene),
    nameLeadsTo: host?.includes(standby) === true ? 'the standby' : 'the primary',
  };
};

/** The end that every run which recovers must come to. */
export const recovered = {
  promotions: 1,
  isReplica: false,
  secretNames: 'the standby',
  runningTasks: 2,
  nameLeadsTo: 'the standby',
} as const;

/** Nothing has been touched. */
export const untouched = {
  promotions: 0,
  isReplica: true,
  secretNames: 'the primary',
  runningTasks: 0,
  nameLeadsTo: 'the primary',
} as const;
