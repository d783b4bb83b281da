import { AwsFault, type Call } from '../../call.ts';
import { type Authorise, type KeyState, requireKeyRights } from '../kms/key-rights.ts';

/** What Secrets Manager asks of KMS and of IAM. */
export type Kms = Readonly<{
  stateOf: KeyState;
  arnBehind: (keyId: string, region: string) => string | undefined;
  authorise: Authorise;
}>;

/** An account without KMS: any key that is named is missing. */
export const noKeys: Kms = { stateOf: () => 'missing', arnBehind: (id) => id, authorise: () => undefined };

/** The keys that secrets are kept under. */
export type SecretKeys = Readonly<{
  /** The ARN of a customer's key by id, ARN or alias; undefined for alias/aws/secretsmanager, which everybody may use through the service. */
  find: (region: string, asked: string | undefined) => string | undefined;
  /** Throws unless the caller may have a value opened. */
  requireRead: (arn: string | undefined, call: Call) => void;
  /** Throws unless the caller may have a value closed. */
  requireWrite: (arn: string | undefined, call: Call) => void;
}>;

const ownAlias = /(^|:)alias\/aws\/secretsmanager$/;

/** docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-authz */
const toRead = ['Decrypt'];
const toWrite = ['GenerateDataKey', 'Decrypt'];

export function createSecretKeys({ stateOf, arnBehind, authorise }: Kms): SecretKeys {
  const require = (arn: string | undefined, call: Call, { operations, broken }: Wanted): void => {
    if (arn === undefined) return;
    if (stateOf(arn) !== 'enabled') throw broken();
    requireKeyRights(authorise, { call, arn, operations, denied });
  };
  return {
    find: (region, asked) => {
      if (asked === undefined || ownAlias.test(asked)) return undefined;
      const arn = arnBehind(asked, region);
      if (arn === undefined || stateOf(arn) === 'missing') throw notEncrypted();
      return arn;
    },
    requireRead: (arn, call) => require(arn, call, { operations: toRead, broken: notDecrypted }),
    requireWrite: (arn, call) => require(arn, call, { operations: toWrite, broken: notEncrypted }),
  };
}

type Wanted = Readonly<{ operations: readonly string[]; broken: () => AwsFault }>;

/** Secrets Manager does not say which right is missing, nor on which key. */
const denied = (): AwsFault => new AwsFault('AccessDeniedException', 'Access to KMS is not allowed');

const notDecrypted = (): AwsFault =>
  new AwsFault(
    'DecryptionFailure',
    "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
  );

const notEncrypted = (): AwsFault =>
  new AwsFault(
    'EncryptionFailure',
    "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.",
  );
