import { BlockList, isIP } from 'node:net';

const linkLocal = 'link-local, as the metadata of an instance and the credentials of a task are';

type Range = Readonly<{ what: string; first: string; bits: number }>;

/** docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html: 169.254.169.254 and fd00:ec2::254. */
const ipv4: readonly Range[] = [
  { what: 'loopback', first: '127.0.0.0', bits: 8 },
  { what: linkLocal, first: '169.254.0.0', bits: 16 },
  { what: 'unspecified', first: '0.0.0.0', bits: 8 },
  { what: 'multicast', first: '224.0.0.0', bits: 4 },
  { what: 'reserved', first: '240.0.0.0', bits: 4 },
];

const ipv6: readonly Range[] = [
  { what: 'loopback', first: '::1', bits: 128 },
  { what: 'unspecified', first: '::', bits: 128 },
  { what: linkLocal, first: 'fe80::', bits: 10 },
  { what: 'an address of metadata within AWS', first: 'fd00:ec2::', bits: 32 },
  { what: 'multicast', first: 'ff00::', bits: 8 },
];

/** Where an IPv4 address may stand in an IPv6 one, besides the mapped form, which BlockList knows: compatible, translated, NAT64. */
const prefixes = ['::', '::ffff:0:', '64:ff9b::'];

const lists = [
  ...ipv4.map((range) => {
    const list = new BlockList();
    list.addSubnet(range.first, range.bits, 'ipv4');
    for (const { first, bits } of within(range)) list.addSubnet(first, bits, 'ipv6');
    return { what: range.what, list };
  }),
  ...ipv6.map(({ what, first, bits }) => {
    const list = new BlockList();
    list.addSubnet(first, bits, 'ipv6');
    return { what, list };
  }),
];

/** What an instance calls the service that tells it about itself. */
const metadataNames = /^(instance-data(\.[a-z0-9-]+)*(\.compute)?\.internal|instance-data|metadata\.google\.internal)$/;

/**
 * Why nobody may be sent there: what answers would be the function itself or what only it can reach, and not the service.
 * `host` as a URL has it, or an address that a name resolved to. Private addresses are none of these: a VPC may reach them.
 */
export function whyNotToAsk(host: string): string | undefined {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (isIP(name) !== 0) {
    const kind = rangeKindOf(name);
    return kind && `${name} is ${kind}`;
  }
  if (isOfThisMachine(name)) return `${name} is this machine itself`;
  return metadataNames.test(name) ? `${name} is where an instance is told about itself` : undefined;
}

/** ::1 and :: are also how 0.0.0.1 and 0.0.0.0 would stand in an IPv6 address; the last match knows better. */
function rangeKindOf(address: string): string | undefined {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return lists.findLast(({ list }) => list.check(address, family))?.what;
}

const isOfThisMachine = (name: string): boolean =>
  /(^|\.)(localhost|localdomain)$/.test(name) || /^ip6-(localhost|loopback)$/.test(name);

function within({ first, bits }: Range): Pick<Range, 'first' | 'bits'>[] {
  const [a = 0, b = 0, c = 0, d = 0] = first.split('.').map(Number);
  const [high, low] = [a * 256 + b, c * 256 + d].map((group) => group.toString(16));
  const embedded = prefixes.map((prefix) => ({ first: `${prefix}${high}:${low}`, bits: 96 + bits }));
  return [...embedded, { first: `2002:${high}:${low}::`, bits: 16 + bits }];
}
