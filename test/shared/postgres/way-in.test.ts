import { describe, expect, it } from 'vitest';
import { isFinal } from '../../../shared/domain/judge-call-error.ts';
import { createWithDatabase, requireWayIn } from '../../../shared/postgres/database.ts';

const host = 'orders.c0ffee.eu-west-1.rds.amazonaws.com';
const outside = { NETWORK: 'outside' } as const;

describe('a database that is private', () => {
  it('is not tried from outside any VPC, nor is its secret read', async () => {
    const read: string[] = [];
    const getSecret = async (_region: string, name: string) => {
      read.push(name);
      return '{}';
    };
    const place = { host, port: 5432, isPublic: false, database: 'orders', secret: 'reader', region: 'eu-west-1' };
    const asked = createWithDatabase(getSecret, outside)({ ...place, statementTimeoutSeconds: 5 }, async () => 1);
    await expect(asked).rejects.toMatchObject({
      name: 'OutsideVpc',
      message:
        'orders is private, and this function runs outside any VPC: name subnets and security groups of one that reaches eu-west-1 in network.yml, and deploy again',
    });
    expect(read).toEqual([]);
  });

  it('will be as far away at the next look', () => {
    expect(isFinal({ error: 'OutsideVpc', message: '' })).toBe(true);
  });

  it.each([
    { reached: { host, isPublic: false }, settings: { NETWORK: 'vpc' } as const },
    { reached: { host, isPublic: true }, settings: outside },
    { reached: { host }, settings: outside },
  ])('is tried otherwise: $reached.isPublic, $settings.NETWORK', ({ reached, settings }) => {
    expect(() => requireWayIn(reached, settings)).not.toThrow();
  });
});
