import { BlockList, isIP } from 'node:net';

/** RFC 1918, RFC 6598 and RFC 4193. */
const ranges = new BlockList();
for (const [first, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  ranges.addSubnet(first, bits, 'ipv4');
ranges.addSubnet('fc00::', 7, 'ipv6');

/** Of a host as a URL has it; a name is none, wherever it leads. */
export const isPrivate = (host: string): boolean => {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family !== 0 && ranges.check(address, family === 6 ? 'ipv6' : 'ipv4');
};
