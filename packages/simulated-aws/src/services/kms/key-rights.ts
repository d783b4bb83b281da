import { AwsFault, type Call } from '../../call.ts';

/** What KMS says of a key when a service asks, by the key's ARN. */
export type KeyState = (arn: string) => 'enabled' | 'disabled' | 'missing';

/** Throws where the policies of the caller and of the key do not allow it. */
export type Authorise = (call: Call, action: string, resources: readonly string[]) => void;

type Use = Readonly<{
  call: Call;
  /** Of the key. */
  arn: string;
  /** Of KMS. */
  operations: readonly string[];
  /** What the service says of a denial. */
  denied: () => AwsFault;
}>;

/**
 * Whether the caller may have the key used by the service that was called, which asks KMS in the caller's name (kms:ViaService:
 * docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html). KMS does not list such a use among its calls here.
 */
export function requireKeyRights(authorise: Authorise, { call, arn, operations, denied }: Use): void {
  const region = arn.split(':')[3] ?? '';
  for (const operation of operations) {
    const asked = { ...call, service: 'kms', operation, region, via: call.service, input: { KeyId: arn } };
    try {
      authorise(asked, `kms:${operation}`, [arn]);
    } catch (error) {
      throw error instanceof AwsFault && error.code === 'AccessDeniedException' ? denied() : error;
    }
  }
}
