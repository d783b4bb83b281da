import type {
  CancelKeyDeletionRequest,
  DisableKeyRequest,
  PutKeyPolicyRequest,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { invalid, notFound, pendingDeletion } from './faults.ts';
import type { Key } from './key.ts';
import { keyPolicyOf } from './key-policy.ts';
import type { Keys } from './keys.ts';

const daySeconds = 86_400;
export const onlyPolicy = 'default';

export function checkPolicyName(name: string | undefined): void {
  if (name !== undefined && name !== onlyPolicy) throw notFound(`No such policy exists: ${name}`);
}

/** What becomes of a key: its policy, its states (…/developerguide/key-state.html), its end. */
export function createLife({ clock, awsTime }: World, keys: Keys) {
  const putKeyPolicy = ({ KeyId, Policy = '', PolicyName }: PutKeyPolicyRequest, { region }: Call): object => {
    checkPolicyName(PolicyName);
    const key = changeable(keys.find(KeyId, region));
    key.policy = keyPolicyOf(Policy, key.id);
    return {};
  };

  const setState =
    (state: 'Enabled' | 'Disabled') =>
    ({ KeyId }: DisableKeyRequest, { region }: Call): object => {
      const key = changeable(keys.find(KeyId, region));
      if (key.state === 'PendingDeletion') throw pendingDeletion(key.arn);
      key.state = state;
      return {};
    };

  const scheduleKeyDeletion = (input: ScheduleKeyDeletionRequest, { region }: Call): ScheduleKeyDeletionResponse => {
    const { KeyId, PendingWindowInDays: days = 30 } = input;
    if (days < 7 || days > 30) throw invalid('PendingWindowInDays must be between 7 and 30');
    const key = changeable(keys.find(KeyId, region));
    if (key.state === 'PendingDeletion') throw pendingDeletion(key.arn);
    const at = clock.now() + awsTime(days * daySeconds);
    Object.assign(key, { state: 'PendingDeletion', deletedAt: at });
    return { KeyId: key.arn, DeletionDate: new Date(at), KeyState: 'PendingDeletion', PendingWindowInDays: days };
  };

  const cancelKeyDeletion = ({ KeyId }: CancelKeyDeletionRequest, { region }: Call) => {
    const key = keys.find(KeyId, region);
    if (key.state !== 'PendingDeletion')
      throw new AwsFault('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
    Object.assign(key, { state: 'Disabled', deletedAt: undefined });
    return { KeyId: key.arn };
  };

  return {
    putKeyPolicy,
    enableKey: setState('Enabled'),
    disableKey: setState('Disabled'),
    scheduleKeyDeletion,
    cancelKeyDeletion,
  };
}

/** AWS lets nobody change the keys that it keeps. */
function changeable(key: Key): Key {
  if (key.manager === 'CUSTOMER') return key;
  throw new AwsFault('AccessDeniedException', `${key.arn} is managed by AWS.`);
}
