import { operate } from 'simulated-aws/operate.ts';
import * as z from 'zod';
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

/** A key of the customer's; without a policy it leaves all to the policies of the account. */
export const addKey = ({ aws }: Scene, region: string, policy?: string): string =>
  aws.kms.createKey({ region, policy });

/** The policy of a key that lets in nobody but a role of somebody else's. */
export const closedKey = JSON.stringify({
  Statement: [
    {
      ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
      Principal: { AWS: 'arn:aws:iam::111122223333:role/platform' },
    },
  ],
});

/** Every secret of a Region is kept under a key of the customer's from now on. */
export const keepSecretsUnder = async (scene: Scene, region: string, KmsKeyId: string): Promise<void> => {
  const { SecretList } = await ask(scene, { what: 'secretsmanager:ListSecrets', region, input: {} });
  for (const { Name: SecretId } of z.array(z.looseObject({ Name: z.string() })).parse(SecretList))
    await ask(scene, { what: 'secretsmanager:UpdateSecret', region, input: { SecretId, KmsKeyId } });
};

/** As most customers have it who have keys of their own: each Region has one, for all secrets. */
export const keepSecretsUnderOwnKeys = async (scene: Scene): Promise<void> => {
  for (const region of Object.values(scene.plan.regions)) await keepSecretsUnder(scene, region, addKey(scene, region));
};

/** What the notices of a run asked or told. */
export const saidIn = ({ notices }: Scene): string => notices.map(({ message }) => message).join('\n');
