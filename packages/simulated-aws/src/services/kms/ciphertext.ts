import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
} from '@aws-sdk/client-kms';
import * as z from 'zod';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import type { World } from '../../world.ts';
import { invalid, refuseDry } from './faults.ts';
import type { Key } from './key.ts';
import type { Keys } from './keys.ts';

/** Nothing is really encrypted: what a ciphertext must prove here is which key and which context it needs. */
const Sealed = z.strictObject({ key: z.string(), context: z.string(), plaintext: z.string() });

const mostBytes = 4096;
const algorithm = 'SYMMETRIC_DEFAULT';

/** The key that a ciphertext names: Decrypt needs none in its input, and IAM asks for that one. */
export function keyOfCiphertext(blob: Uint8Array | undefined): string | undefined {
  try {
    return unseal(blob).key;
  } catch {
    return undefined;
  }
}

function unseal(blob: Uint8Array | undefined) {
  try {
    return Sealed.parse(JSON.parse(Buffer.from(blob ?? []).toString()));
  } catch {
    throw invalidCiphertext();
  }
}

const invalidCiphertext = () => new AwsFault('InvalidCiphertextException', '');

export function createCiphertexts({ random }: World, keys: Keys) {
  const encrypt = (input: EncryptRequest, { region }: Call): EncryptResponse => {
    const key = keys.usable(input.KeyId, region);
    const { Plaintext = new Uint8Array(), EncryptionContext: context } = input;
    if (Plaintext.length === 0 || Plaintext.length > mostBytes) throw invalid('Plaintext must have 1 to 4096 bytes');
    requireAlgorithm('kms:Encrypt', input.EncryptionAlgorithm);
    refuseDry(input);
    return { CiphertextBlob: seal(key, context, Plaintext), KeyId: key.arn, EncryptionAlgorithm: algorithm };
  };

  const generateDataKey = (input: GenerateDataKeyRequest, { region }: Call): GenerateDataKeyResponse => {
    const key = keys.usable(input.KeyId, region);
    const length = lengthOf(input);
    refuseDry(input);
    const Plaintext = Buffer.from(random.hex(2 * length), 'hex');
    return { Plaintext, CiphertextBlob: seal(key, input.EncryptionContext, Plaintext), KeyId: key.arn };
  };

  const decrypt = (input: DecryptRequest, { region }: Call): DecryptResponse => {
    requireAlgorithm('kms:Decrypt', input.EncryptionAlgorithm);
    const sealed = unseal(input.CiphertextBlob);
    const key = keys.usable(sealed.key, region);
    if (input.KeyId !== undefined && keys.find(input.KeyId, region) !== key)
      throw new AwsFault(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    if (contextOf(input.EncryptionContext) !== sealed.context) throw invalidCiphertext();
    refuseDry(input);
    return { Plaintext: Buffer.from(sealed.plaintext, 'base64'), KeyId: key.arn, EncryptionAlgorithm: algorithm };
  };

  return { encrypt, decrypt, generateDataKey };
}

function requireAlgorithm(operation: string, asked: string | undefined): void {
  if (asked !== undefined && asked !== algorithm) throw notSimulated(`${operation} with ${asked}`);
}

type Context = Readonly<Record<string, string>> | undefined;

const seal = (key: Key, context: Context, plaintext: Uint8Array): Uint8Array =>
  Buffer.from(
    JSON.stringify({ key: key.arn, context: contextOf(context), plaintext: Buffer.from(plaintext).toString('base64') }),
  );

const contextOf = (context: Context): string =>
  JSON.stringify(Object.entries(context ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function lengthOf({ KeySpec, NumberOfBytes }: GenerateDataKeyRequest): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined))
    throw invalid('Please specify either number of bytes or key spec.');
  return NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32);
}
