import { describe, expect, it } from 'vitest';
import { encodeServiceBinding } from '../../src/dns/service-binding.ts';

const name = '03666f6f076578616d706c6503636f6d00';

describe('a service binding on the wire', () => {
  // RFC 9460, appendix D.
  it.each([
    { value: '0 foo.example.com.', hex: `0000${name}` },
    { value: '1 .', hex: '000100' },
    { value: '16 foo.example.com. port=53', hex: `0010${name}000300020035` },
    { value: '1 foo.example.com. key667=hello', hex: `0001${name}029b000568656c6c6f` },
    {
      value: '1 foo.example.com. ipv6hint="2001:db8::1,2001:db8::53:1"',
      hex: `0001${name}0006002020010db800000000000000000000000120010db8000000000000000000530001`,
    },
    {
      value: '16 foo.example.com. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1',
      hex: `0010${name}0000000400010004000100090268320568332d313900040004c0000201`,
    },
    { value: '1 . no-default-alpn alpn="h3"', hex: '0001000001000302683300020000' },
  ])('$value', ({ value, hex }) => {
    expect(encodeServiceBinding(value)?.toString('hex')).toBe(hex);
  });

  it.each([
    '',
    'x .',
    '32768 .',
    '1',
    '1 -bad-.example.',
    '0 . alpn=h2',
    '1 . unknown=1',
    '1 . alpn=',
    '1 . no-default-alpn=1',
    '1 . port=65536',
    '1 . ech=',
    '1 . ipv4hint=2001:db8::1',
    '1 . ipv6hint=192.0.2.1',
    '1 . mandatory=mandatory',
    '1 . port=1 port=2',
  ])('%j is none', (value) => {
    expect(encodeServiceBinding(value)).toBeUndefined();
  });
});
