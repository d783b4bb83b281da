import { isIPv4, isIPv6 } from 'node:net';

/** docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html and RFC 9460, section 14.3.2. */
const keys = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint'] as const;
type Key = (typeof keys)[number];

const mostPriority = 32_767;

/** The data of an HTTPS or SVCB record from its value as a zone file has it. Undefined for what is none. */
export function encodeServiceBinding(text: string): Buffer | undefined {
  const [priority = '', target = '', ...written] = text.trim().split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const name = nameOf(target);
  if (!/^\d{1,5}$/.test(priority) || Number(priority) > mostPriority || name === undefined) return undefined;
  // AliasMode has no parameters.
  if (Number(priority) === 0 && written.length > 0) return undefined;
  const params = written.map(paramOf);
  if (params.includes(undefined)) return undefined;
  const known = params.filter((param) => param !== undefined);
  if (new Set(known.map(({ key }) => key)).size !== known.length) return undefined;
  const inOrder = known.toSorted((left, right) => left.key - right.key);
  return Buffer.concat([
    word(Number(priority)),
    name,
    ...inOrder.flatMap(({ key, data }) => [word(key), word(data.length), data]),
  ]);
}

/** Not compressed: RFC 9460, section 2.2. */
function nameOf(target: string): Buffer | undefined {
  if (target === '.') return Buffer.from([0]);
  const labels = target.toLowerCase().replace(/\.$/, '').split('.');
  if (!labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?$/.test(label))) return undefined;
  const parts = labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...parts, Buffer.from([0])]);
}

type Param = Readonly<{ key: number; data: Buffer }>;

function paramOf(written: string): Param | undefined {
  const [, name = '', quoted, plain] = /^([a-z0-9-]+)(?:=(?:"([^"]*)"|([^"\s]*)))?$/.exec(written) ?? [];
  const value = quoted ?? plain;
  const [, number] = /^key(\d{1,5})$/.exec(name) ?? [];
  if (number !== undefined) return { key: Number(number), data: Buffer.from(value ?? '') };
  const key = keys.find((one) => one === name);
  const data = key && dataOf(key, value ?? '');
  return key === undefined || data === undefined ? undefined : { key: keys.indexOf(key), data };
}

function dataOf(key: Key, value: string): Buffer | undefined {
  const list = value.split(',');
  switch (key) {
    case 'alpn':
      return list.every((one) => one !== '') ? Buffer.concat(list.map(counted)) : undefined;
    case 'no-default-alpn':
      return value === '' ? Buffer.alloc(0) : undefined;
    case 'port':
      return /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? word(Number(value)) : undefined;
    case 'ipv4hint':
      return list.every((one) => isIPv4(one))
        ? Buffer.from(list.flatMap((one) => one.split('.').map(Number)))
        : undefined;
    case 'ipv6hint':
      return list.every((one) => isIPv6(one)) ? Buffer.concat(list.map(bytesOfIPv6)) : undefined;
    case 'ech':
      return value === '' ? undefined : Buffer.from(value, 'base64');
    case 'mandatory': {
      const names: readonly string[] = keys;
      const numbers = list.map((one) => names.indexOf(one));
      return numbers.every((number) => number > 0)
        ? Buffer.concat(numbers.toSorted((a, b) => a - b).map(word))
        : undefined;
    }
    default:
      key satisfies never;
      return undefined;
  }
}

function word(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

const counted = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);

function bytesOfIPv6(address: string): Buffer {
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
