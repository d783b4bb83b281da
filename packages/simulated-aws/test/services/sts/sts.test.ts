import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/call.ts';
import { createSts } from '../../../src/services/sts/sts.ts';
import { callOf, createTestWorld } from '../test-world.ts';

describe('GetCallerIdentity', () => {
  it.each<{ principal: Principal; arn: string }>([
    {
      principal: { kind: 'role', role: 'arn:aws:iam::123456789012:role/mainsail/promote', session: 'promote-replica' },
      arn: 'arn:aws:sts::123456789012:assumed-role/promote/promote-replica',
    },
    { principal: { kind: 'operator', name: 'sre' }, arn: 'arn:aws:iam::123456789012:user/sre' },
  ])('names $arn', async ({ principal, arn }) => {
    const sts = createSts(createTestWorld().world);
    const call = { ...callOf(sts, 'GetCallerIdentity', 'us-east-1'), principal };
    expect(await sts.operations.GetCallerIdentity?.({}, call)).toMatchObject({ Account: '123456789012', Arn: arn });
  });
});
