import type { ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import { describe, expect, it } from 'vitest';
import { createEndpoint } from './endpoint.ts';
import { address, alias, cname, createSetting, failover, zoneId } from './setting.ts';

const west = 'west.elb.amazonaws.com';
const east = 'east.elb.amazonaws.com';
const app = 'app.harbour.dev';

const createAnswers = () => {
  const setting = createSetting();
  const { route53 } = setting;
  const put = (...sets: ResourceRecordSet[]) => {
    for (const { Name = '', Type = 'A', ...rest } of sets)
      route53.addRecord(zoneId, { ...rest, Name, Type: Type satisfies RRType });
  };
  const resolve = (name: string) => route53.resolver.resolve(name);
  return { ...setting, put, resolve };
};

describe('the name servers', () => {
  it('follow a CNAME to a load balancer and give its address', () => {
    const { put, resolve } = createAnswers();
    put(cname(app, west));
    expect(resolve('APP.harbour.dev.')).toEqual([
      { name: app, type: 'CNAME', ttl: 30, value: west },
      { name: west, type: 'A', ttl: 60, value: '203.0.113.10' },
    ]);
  });

  it('answer an alias in its own name with the address of its target', () => {
    const { put, resolve, route53 } = createAnswers();
    put(alias(app, east));
    expect(resolve(app)).toEqual([{ name: app, type: 'A', ttl: 60, value: '203.0.113.20' }]);
    expect(route53.hostBehind(app)).toBe(east);
  });

  it('answer an alias to a record of the zone with the values and the TTL of that record', () => {
    const { put, resolve } = createAnswers();
    put(address('origin.harbour.dev', '192.0.2.1', '192.0.2.2'), alias(app, 'origin.harbour.dev', zoneId));
    expect(resolve(app)).toEqual([
      { name: app, type: 'A', ttl: 60, value: '192.0.2.1' },
      { name: app, type: 'A', ttl: 60, value: '192.0.2.2' },
    ]);
  });

  it.each(['gone.harbour.dev', 'harbour.dev', 'gone.example.com'])('know no address of %s', (name) => {
    expect(createAnswers().resolve(name)).toEqual([]);
  });

  it('end a circle of CNAMEs instead of following it for ever', () => {
    const { put, resolve, route53 } = createAnswers();
    put(cname('a.harbour.dev', 'b.harbour.dev'), cname('b.harbour.dev', 'a.harbour.dev'));
    expect(resolve('a.harbour.dev').every(({ type }) => type === 'CNAME')).toBe(true);
    expect(route53.hostBehind('a.harbour.dev')).toBeUndefined();
  });

  it('answer from the longest zone that holds the name, and from no private one', () => {
    const { route53, resolve } = createAnswers();
    route53.addZone({ id: 'ZSUB', name: 'eu.harbour.dev' });
    route53.addZone({ id: 'ZIN', name: 'in.harbour.dev', private: true });
    const record = { ...address('x', '192.0.2.5'), Type: 'A' } as const;
    route53.addRecord('ZSUB', { ...record, Name: 'x.eu.harbour.dev' });
    route53.addRecord('ZIN', { ...record, Name: 'x.in.harbour.dev' });
    expect(resolve('x.eu.harbour.dev')).toHaveLength(1);
    expect(resolve('x.in.harbour.dev')).toEqual([]);
  });

  it('tell the network which host a name leads to, and nothing of names outside of every zone', () => {
    const { put, route53 } = createAnswers();
    put(cname(app, west));
    expect(route53.hostBehind(app)).toBe(west);
    expect(route53.hostBehind(west)).toBeUndefined();
  });
});

describe('failover records', () => {
  const disabled = { Type: 'TCP', FullyQualifiedDomainName: west, Port: 443, Disabled: true } as const;

  it.each([
    { primary: 'healthy', secondary: 'healthy', answer: west },
    { primary: 'unhealthy', secondary: 'healthy', answer: east },
    { primary: 'unhealthy', secondary: 'unchecked', answer: east },
    { primary: 'unhealthy', secondary: 'unhealthy', answer: west },
    { primary: 'healthy', secondary: 'unhealthy', answer: west },
  ])('lead to $answer when the primary is $primary and the secondary $secondary', ({ primary, secondary, answer }) => {
    const { put, resolve, route53 } = createAnswers();
    route53.addHealthCheck({ ...disabled, Inverted: primary === 'unhealthy' }, 'one');
    route53.addHealthCheck({ ...disabled, Inverted: secondary === 'unhealthy' }, 'two');
    const check = secondary === 'unchecked' ? undefined : 'two';
    put(failover(cname(app, west), 'PRIMARY', 'one'), failover(cname(app, east), 'SECONDARY', check));
    expect(resolve(app)[0]?.value).toBe(answer);
  });

  it('judge an alias by the health of the record behind it where it says so', () => {
    const { put, resolve, route53 } = createAnswers();
    route53.addHealthCheck({ ...disabled, Inverted: true }, 'bad');
    put({ ...address('one.harbour.dev', '192.0.2.1'), HealthCheckId: 'bad' }, address('two.harbour.dev', '192.0.2.2'));
    const evaluated = (target: string): ResourceRecordSet => {
      const set = alias(app, target, zoneId);
      return { ...set, AliasTarget: { HostedZoneId: zoneId, DNSName: target, EvaluateTargetHealth: true } };
    };
    put(failover(evaluated('one.harbour.dev'), 'PRIMARY'), failover(evaluated('two.harbour.dev'), 'SECONDARY'));
    expect(resolve(app)[0]?.value).toBe('192.0.2.2');
  });

  it('are switched by an object that appears in the standby Region: the inverted health check turns', async () => {
    const { put, resolve, route53, world, pass } = createAnswers();
    const object = createEndpoint(world, { host: 'switch.s3.us-east-1.amazonaws.com', port: 443, region: 'us-east-1' });
    object.reply.status = 403;
    const FullyQualifiedDomainName = 'switch.s3.us-east-1.amazonaws.com';
    route53.addHealthCheck({ Type: 'HTTPS', FullyQualifiedDomainName, RequestInterval: 10, Inverted: true }, 'switch');
    put(failover(cname(app, west), 'PRIMARY', 'switch'), failover(cname(app, east), 'SECONDARY'));
    await pass(60);
    expect(resolve(app)[0]?.value).toBe(west);
    object.reply.status = 200;
    await pass(35);
    expect(resolve(app)[0]?.value).toBe(east);
  });
});

describe('records of other types', () => {
  const typed = (set: ResourceRecordSet, Type: RRType): ResourceRecordSet => ({ ...set, Type });

  it('answer beside the addresses, each in its own type', () => {
    const { put, route53 } = createAnswers();
    put(
      address(app, '192.0.2.1'),
      typed(address(app, '2001:db8::1'), 'AAAA'),
      typed(address(app, '1 . alpn=h2'), 'HTTPS'),
    );
    const values = (['A', 'AAAA', 'HTTPS', 'SVCB'] as const).map((type) => [
      type,
      ...route53.resolver.resolve(app, type).map(({ value }) => value),
    ]);
    expect(values).toEqual([['A', '192.0.2.1'], ['AAAA', '2001:db8::1'], ['HTTPS', '1 . alpn=h2'], ['SVCB']]);
  });

  it('follow a CNAME as addresses do', () => {
    const { put, route53 } = createAnswers();
    put(cname(app, 'six.harbour.dev'), typed(address('six.harbour.dev', '2001:db8::6'), 'AAAA'));
    expect(route53.resolver.resolve(app, 'AAAA').map(({ value }) => value)).toEqual(['six.harbour.dev', '2001:db8::6']);
  });

  it('have failover pairs of their own', () => {
    const { put, route53 } = createAnswers();
    const disabled = { Type: 'TCP', FullyQualifiedDomainName: west, Port: 443, Disabled: true } as const;
    route53.addHealthCheck({ ...disabled, Inverted: true }, 'bad');
    const pair = (type: RRType, [one = '', two = '']: string[], check?: string) => [
      failover(typed(address(app, one), type), 'PRIMARY', check),
      failover(typed(address(app, two), type), 'SECONDARY'),
    ];
    put(...pair('A', ['192.0.2.1', '192.0.2.2'], 'bad'), ...pair('AAAA', ['2001:db8::1', '2001:db8::2']));
    expect(route53.resolver.resolve(app, 'A')[0]?.value).toBe('192.0.2.2');
    expect(route53.resolver.resolve(app, 'AAAA')[0]?.value).toBe('2001:db8::1');
  });
});

describe('several sets for one name', () => {
  const of = (value: string, policy: Partial<ResourceRecordSet>): ResourceRecordSet => ({
    ...address(app, value),
    SetIdentifier: value,
    ...policy,
  });
  const drawn = ({ resolve }: ReturnType<typeof createAnswers>, times = 200) =>
    Array.from({ length: times }, () => resolve(app).map(({ value }) => value));

  it('answer by their weights, and one of weight 0 only where nothing else is healthy', () => {
    const answers = createAnswers();
    answers.put(of('192.0.2.1', { Weight: 3 }), of('192.0.2.2', { Weight: 1 }), of('192.0.2.3', { Weight: 0 }));
    const counts = Map.groupBy(drawn(answers).flat(), (value) => value);
    const [most = 0, less = 0] = ['192.0.2.1', '192.0.2.2'].map((value) => counts.get(value)?.length);
    expect(most).toBeGreaterThan(less);
    expect(less).toBeGreaterThan(0);
    expect(counts.has('192.0.2.3')).toBe(false);
  });

  it('answer together where each may be one of several values, eight at most', () => {
    const answers = createAnswers();
    answers.put(...Array.from({ length: 10 }, (_, index) => of(`192.0.2.${index + 1}`, { MultiValueAnswer: true })));
    const all = drawn(answers);
    expect(all.every((values) => new Set(values).size === 8)).toBe(true);
    expect(new Set(all.flat()).size).toBe(10);
  });

  it.each([
    { by: 'latency', first: { Region: 'eu-west-1' as const }, second: { Region: 'us-east-1' as const } },
    { by: 'place', first: { GeoLocation: { CountryCode: '*' } }, second: { GeoLocation: { CountryCode: 'US' } } },
    { by: 'place', first: { GeoLocation: { ContinentCode: 'EU' } }, second: { GeoLocation: { ContinentCode: 'NA' } } },
  ])('answer a resolver in us-east-1 by $by', ({ first, second }) => {
    const answers = createAnswers();
    answers.put(of('192.0.2.1', first), of('192.0.2.2', second));
    expect(drawn(answers, 1)).toEqual([['192.0.2.2']]);
  });

  it('answer nothing to a resolver in none of their places', () => {
    const answers = createAnswers();
    answers.put(of('192.0.2.1', { GeoLocation: { ContinentCode: 'EU' } }));
    expect(drawn(answers, 1)).toEqual([[]]);
  });
});

describe('a wildcard', () => {
  it('answers for names that are not there, nearest first, and for no type of a name that is (RFC 4592)', () => {
    const { put, resolve, route53 } = createAnswers();
    put(address('*.harbour.dev', '192.0.2.7'), address('*.eu.harbour.dev', '192.0.2.8'), address(app, '192.0.2.1'));
    put({ ...address('*.harbour.dev', '2001:db8::7'), Type: 'AAAA' });
    expect(resolve('any.harbour.dev')).toEqual([{ name: 'any.harbour.dev', type: 'A', ttl: 60, value: '192.0.2.7' }]);
    expect(resolve('any.eu.harbour.dev')[0]?.value).toBe('192.0.2.8');
    expect(route53.resolver.resolve(app, 'AAAA')).toEqual([]);
  });
});
