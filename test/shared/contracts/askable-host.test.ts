import { describe, expect, it } from 'vitest';
import { whyNotToAsk } from '../../../shared/contracts/askable-host.ts';
import { EndpointUrl } from '../../../shared/contracts/endpoint-url.ts';

const whyOf = (url: string): string => {
  const { error } = EndpointUrl.safeParse(url);
  return error === undefined ? 'fine' : error.issues.map(({ message }) => message).join('; ');
};

describe('the URL of an endpoint', () => {
  it.each([
    { url: 'http://127.0.0.1/', why: '127.0.0.1 is loopback' },
    { url: 'http://127.255.255.254:8080/health', why: '127.255.255.254 is loopback' },
    { url: 'http://2130706433/', why: '127.0.0.1 is loopback' },
    { url: 'http://0x7f.1/', why: '127.0.0.1 is loopback' },
    { url: 'http://0177.0.0.1/', why: '127.0.0.1 is loopback' },
    { url: 'http://127.1./', why: '127.0.0.1 is loopback' },
    { url: 'http://①②⑦.⓪.⓪.①/', why: '127.0.0.1 is loopback' },
    { url: 'http://[::1]/', why: '::1 is loopback' },
    { url: 'http://[0:0:0:0:0:0:0:1]/', why: '::1 is loopback' },
    { url: 'http://[::ffff:127.0.0.1]/', why: '::ffff:7f00:1 is loopback' },
    { url: 'http://[::127.0.0.1]/', why: '::7f00:1 is loopback' },
    { url: 'http://[::ffff:0:127.0.0.1]/', why: '::ffff:0:7f00:1 is loopback' },
    { url: 'http://[64:ff9b::127.0.0.1]/', why: '64:ff9b::7f00:1 is loopback' },
    { url: 'http://[2002:7f00:1::]/', why: '2002:7f00:1:: is loopback' },
    { url: 'http://169.254.169.254/latest/meta-data/', why: '169.254.169.254 is link-local' },
    { url: 'http://169.254.170.2/v2/credentials', why: '169.254.170.2 is link-local' },
    { url: 'http://0xa9fea9fe/', why: '169.254.169.254 is link-local' },
    { url: 'http://2852039166/', why: '169.254.169.254 is link-local' },
    { url: 'http://[::ffff:169.254.169.254]/', why: '::ffff:a9fe:a9fe is link-local' },
    { url: 'http://[fe80::1]/', why: 'fe80::1 is link-local' },
    { url: 'http://[febf::1]/', why: 'febf::1 is link-local' },
    { url: 'http://[fd00:ec2::254]/', why: 'fd00:ec2::254 is an address of metadata within AWS' },
    { url: 'http://0/', why: '0.0.0.0 is unspecified' },
    { url: 'http://0.0.0.0:8080/', why: '0.0.0.0 is unspecified' },
    { url: 'http://[::]/', why: ':: is unspecified' },
    { url: 'http://[::ffff:0.0.0.0]/', why: '::ffff:0:0 is unspecified' },
    { url: 'http://255.255.255.255/', why: '255.255.255.255 is reserved' },
    { url: 'http://224.0.0.1/', why: '224.0.0.1 is multicast' },
    { url: 'http://localhost/', why: 'localhost is this machine itself' },
    { url: 'https://LOCALHOST.:8443/', why: 'localhost is this machine itself' },
    { url: 'http://api.localhost/', why: 'api.localhost is this machine itself' },
    { url: 'http://localhost.localdomain/', why: 'localhost.localdomain is this machine itself' },
    { url: 'http://ip6-localhost/', why: 'ip6-localhost is this machine itself' },
    { url: 'http://instance-data.ec2.internal/', why: 'instance-data.ec2.internal is where an instance is told' },
    { url: 'http://instance-data.us-east-2.compute.internal/', why: 'is where an instance is told about itself' },
  ])('$url is refused, with what to do', ({ url, why }) => {
    const said = whyOf(url);
    expect(said).toContain(why);
    expect(said).toMatch(/: name the host that the clients of the service reach$/);
  });

  it.each([
    'https://app.shielda.dev/api/health',
    'http://10.0.3.7:8080/health',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://[fd12:3456::1]/',
    'http://128.0.0.1/',
    'http://126.255.255.255/',
    'http://169.253.255.255/',
    'http://[fec0::1]/',
    'http://[2001:db8::1]/',
    'https://localhost.example.com/',
    'https://notlocalhost/',
    'https://127.0.0.1.nip.io/',
  ])('%s is taken: whether it can be reached is for the network to say', (url) => {
    expect(whyOf(url)).toBe('fine');
  });

  it.each([
    { url: 'ftp://orders.example.com/', why: 'Invalid URL' },
    { url: 'orders.example.com', why: 'Invalid URL' },
    { url: 'http://', why: 'Invalid URL' },
    { url: 'https://user:pass@orders.example.com/', why: 'user and password would stand in notices and records' },
  ])('$url is refused: $why', ({ url, why }) => {
    expect(whyOf(url)).toContain(why);
  });
});

it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '::FFFF:169.254.169.254', 'fe80::1%eth0'])(
  'an address as a resolver writes it is seen through: %s',
  (address) => {
    expect(whyNotToAsk(address)).toBeDefined();
  },
);
