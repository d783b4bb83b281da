import { operate } from 'simulated-aws/operate.ts';
import type { Scene } from '../support/virtual-run.ts';

export const replicaId = 'shielda-replica-us-east-1';

/** Of `service:operation`; in the standby Region unless told. */
type Asked = Readonly<{ what: string; region?: string; input: Record<string, unknown> }>;

/** What a person does by hand, beside every run. */
export const ask = (scene: Scene, { what, region = scene.standby, input }: Asked) => {
  const [service = '', operation = ''] = what.split(':');
  return scene.clock.runUntil(operate(scene.aws, { service, operation, region, input }));
};

/** Somebody promotes the standby at the console, and goes away. */
export const promoteByHand = async (scene: Scene): Promise<void> => {
  await ask(scene, { what: 'rds:PromoteReadReplica', input: { DBInstanceIdentifier: replicaId } });
  await scene.clock.advance(300_000);
};

export const deleteReplica = async (scene: Scene): Promise<void> => {
  const input = { DBInstanceIdentifier: replicaId, SkipFinalSnapshot: true };
  await ask(scene, { what: 'rds:DeleteDBInstance', input });
  await scene.clock.advance(1_200_000);
};

/** What the notices of a run asked or told. */
export const saidIn = ({ notices }: Scene): string => notices.map(({ message }) => message).join('\n');
