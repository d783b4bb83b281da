import type { Principal } from '../../../src/call.ts';
import { createDispatch } from '../../../src/dispatch.ts';
import { createFaults } from '../../../src/faults/faults.ts';
import { createIdentity } from '../../../src/identity/identity.ts';
import { requireModelled } from '../../../src/members/members.ts';
import { createS3, type S3Settings } from '../../../src/services/s3/s3.ts';
import { callOf, createTestWorld } from '../test-world.ts';

const anonymous: Principal = { kind: 'service', service: 'anonymous' };

/** Three buckets of us-east-1: `open` may be read by anyone, `versions` keeps versions, `plain` neither. */
export const createSetting = (settings: S3Settings = {}) => {
  const { world, clock, pass } = createTestWorld();
  const { account, random } = world;
  const identity = createIdentity({ account, random, policyOn: (arn) => s3.policyOn?.(arn) });
  const s3 = createS3(world, { authorise: identity.authorise, ...settings });
  const dispatch = createDispatch({
    services: [s3],
    requireModelled,
    authorise: identity.authorise,
    faults: createFaults(clock, random),
    isSilent: () => false,
    clock,
    tell: () => undefined,
  });
  s3.addBucket({ name: 'plain', region: 'us-east-1', publicRead: false });
  s3.addBucket({ name: 'open', region: 'us-east-1', publicRead: true });
  s3.addBucket({ name: 'versions', region: 'us-east-1', publicRead: false, isVersioned: true });
  const askAs =
    (principal: Principal, region = 'us-east-1') =>
    (operation: string, input: object): Promise<object> =>
      dispatch({ ...callOf(s3, operation, region), principal, input: { ...input } });
  const ask = askAs({ kind: 'operator', name: 'tester' });
  /** Writes a text to `bucket/key`. */
  const put = (path: string, text: string, more: object = {}) => {
    const [Bucket = '', ...key] = path.split('/');
    return ask('PutObject', { Bucket, Key: key.join('/'), Body: Buffer.from(text), ...more });
  };
  return { s3, identity, pass, ask, askAs, put, askAnonymously: askAs(anonymous) };
};

export const textIn = (answer: object): string =>
  'Body' in answer && answer.Body instanceof Uint8Array ? Buffer.from(answer.Body).toString() : '';

export const memberOf = (answer: object, member: string): unknown =>
  Object.entries(answer).find(([name]) => name === member)?.[1];
