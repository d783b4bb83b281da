import { describe, expect, it } from 'vitest';
import { isSameHost, plainHost } from '../../../shared/domain/balancer-name.ts';

describe('the name of a load balancer', () => {
  it.each([
    'shop-1755390241.us-west-2.elb.amazonaws.com',
    'internal-shop-1755390241.us-west-2.elb.amazonaws.com',
    'shop-0123456789abcdef.elb.eu-central-1.amazonaws.com',
    'shop-1755390241.cn-north-1.elb.amazonaws.com.cn',
    'shop-0123456789abcdef.elb.cn-north-1.amazonaws.com.cn',
  ])('is the same with dualstack. before it: %s', (host) => {
    expect(plainHost(`dualstack.${host}`)).toBe(host);
    expect(isSameHost(`DualStack.${host.toUpperCase()}.`, host)).toBe(true);
    expect(isSameHost(host, `dualstack.${host}.`)).toBe(true);
    expect(isSameHost(`dualstack.${host}`, `dualstack.other-${host}`)).toBe(false);
  });

  it.each([
    ...['dualstack.example.com', 'dualstack.elb.amazonaws.com.example.com', 'dualstack.elb.amazonaws.com'],
    ...['my-dualstack.shop-1.us-west-2.elb.amazonaws.com', 'dualstack-shop-1.us-west-2.elb.amazonaws.com'],
  ])('is what it is where that is no load balancer, or part of a name: %s', (host) => {
    expect(plainHost(host)).toBe(host);
  });
});
