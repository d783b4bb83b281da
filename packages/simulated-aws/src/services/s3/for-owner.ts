import { AwsFault, type Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';

/** All buckets belong to the one account: docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
const expectations = ['ExpectedBucketOwner', 'ExpectedSourceBucketOwner'] as const;

type Operations = SimulatedService['operations'];

/** Does nothing for a caller that expects another owner. */
export function forOwner(account: string, operations: Operations): Operations {
  const guarded = Object.entries(operations).map(([name, handle]): [string, Operations[string]] => [
    name,
    (input, call) => {
      checkOwner(call, account);
      return handle(input, call);
    },
  ]);
  return Object.fromEntries(guarded);
}

function checkOwner({ input }: Call, account: string): void {
  if (expectations.some((name) => input[name] !== undefined && input[name] !== account))
    throw new AwsFault('AccessDenied', 'Access Denied', { status: 403 });
}
