import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';

/** How a service calls what KMS refuses, by KMS's own names. */
export type KeyFaults = Readonly<Record<string, string>>;

type Use = Readonly<{ call: Call; faults: KeyFaults }>;

/**
 * What a service does in the name of its caller before it keeps something under a key: a new data key, and a proof that it can be
 * read again (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html). The data key is not used again for a later message.
 */
export async function encryptFor(world: World, { keyId, ...use }: Use & { keyId: string }): Promise<unknown> {
  const input = { KeyId: keyId, KeySpec: 'AES_256' };
  const { CiphertextBlob } = await ask(world, use, { operation: 'GenerateDataKey', input });
  await ask(world, use, { operation: 'Decrypt', input: { CiphertextBlob } });
  return CiphertextBlob;
}

async function ask({ dispatch, random }: World, { call, faults }: Use, what: Pick<Call, 'operation' | 'input'>) {
  const { service, region, principal } = call;
  try {
    return await dispatch({
      service: 'kms',
      region,
      from: region,
      principal,
      via: service,
      requestId: random.uuid(),
      ...what,
    });
  } catch (error) {
    const name = error instanceof AwsFault ? faults[error.code] : undefined;
    throw error instanceof AwsFault && name !== undefined ? new AwsFault(name, error.message, { status: 400 }) : error;
  }
}

export async function decryptFor(world: World, use: Use, CiphertextBlob: unknown): Promise<void> {
  await ask(world, use, { operation: 'Decrypt', input: { CiphertextBlob } });
}
