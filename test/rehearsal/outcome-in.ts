import { AwsFault } from 'simulated-aws/call.ts';
import { defined } from '../../shared/contracts/defined.ts';
import type { Scene } from '../support/virtual-run.ts';

export type Asked = Readonly<{
  action: string;
  resource: string;
  input?: Record<string, unknown>;
  /** The standby Region unless told. */
  region?: string;
  /** The service through which the role came to the one that is asked. */
  via?: string;
}>;

/** By the policies of the deployed stack, with the condition keys that such a request has. */
export const outcomeIn = (
  scene: Scene,
  role: string,
  { action, resource, input = {}, region = scene.standby, via }: Asked,
): 'allowed' | 'denied' | 'explicitly denied' => {
  const [service = '', operation = ''] = action.split(':');
  const principal = { kind: 'role', role, session: 'test' } as const;
  const call = { service, operation, region, principal, requestId: 'test', input, ...defined({ via }) };
  try {
    scene.aws.identity.authorise(call, action, [resource]);
    return 'allowed';
  } catch (error) {
    if (!(error instanceof AwsFault) || error.code === 'NotSimulated') throw error;
    return error.message.includes('explicit deny') ? 'explicitly denied' : 'denied';
  }
};

/** A text as DynamoDB writes it. */
export const attribute = (S: string) => ({ S });

/** Where a request of DynamoDB names an item. */
export const ofItem = (operation: string, key: Record<string, unknown>) =>
  operation === 'PutItem' ? { Item: key } : { Key: key };
