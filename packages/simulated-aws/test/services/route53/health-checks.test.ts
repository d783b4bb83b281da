import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../test-world.ts';
import { createEndpoint } from './endpoint.ts';
import { createSetting } from './setting.ts';

const host = 'west.elb.amazonaws.com';

/** Looked at every ten seconds; three looks in a row decide. */
const config: HealthCheckConfig = {
  Type: 'HTTPS',
  FullyQualifiedDomainName: host,
  ResourcePath: 'api/health',
  RequestInterval: 10,
};

const createChecked = (changes: Partial<HealthCheckConfig> = {}) => {
  const setting = createSetting();
  const endpoint = createEndpoint(setting.world, { host, port: 443, region: 'us-west-2' });
  const id = setting.route53.addHealthCheck({ ...config, ...changes }, 'check');
  return { ...setting, endpoint, id, isHealthy: () => setting.route53.isHealthy(id) };
};

const statuses = (answer: object): string[] =>
  [...JSON.stringify(answer).matchAll(/"Status":"([^"]*)"/g)].map(([, text = '']) => text);

describe('a health check of an endpoint', () => {
  it('asks eight times within an interval, for the path and the host that it was given', async () => {
    const { endpoint, pass } = createChecked();
    await pass(9.9);
    expect(endpoint.paths).toEqual(Array.from({ length: 8 }, () => '/api/health'));
    expect(new Set(endpoint.hosts)).toEqual(new Set([host]));
  });

  it('names the port in the Host header where it is not the usual one', async () => {
    const { world, route53, pass } = createSetting();
    const endpoint = createEndpoint(world, { host, port: 8080 });
    route53.addHealthCheck({ ...config, Type: 'HTTP', Port: 8080 });
    await pass(5);
    expect(endpoint.hosts[0]).toBe(`${host}:8080`);
  });

  it('stays healthy for two bad looks and turns unhealthy with the third', async () => {
    const { endpoint, pass, isHealthy } = createChecked();
    await pass(10);
    endpoint.reply.status = 503;
    await pass(20);
    expect(isHealthy()).toBe(true);
    await pass(10);
    expect(isHealthy()).toBe(false);
    endpoint.reply.status = 302;
    await pass(20);
    expect(isHealthy()).toBe(false);
    await pass(10);
    expect(isHealthy()).toBe(true);
  });

  it('turns unhealthy when the Region of the endpoint falls silent, after three time-outs of four seconds', async () => {
    const { world, pass, isHealthy, ask, id } = createChecked();
    await pass(10);
    world.network.cut('us-west-2');
    await pass(30);
    expect(isHealthy()).toBe(true);
    await pass(15);
    expect(isHealthy()).toBe(false);
    const seen = statuses(await ask('GetHealthCheckStatus', { HealthCheckId: id }));
    expect(seen).toHaveLength(8);
    for (const status of seen) expect(status).toMatch(/^Failure: Connection timed out/);
  });

  it('holds an answer that takes longer than two seconds for a failure', async () => {
    const { endpoint, pass, isHealthy } = createChecked({ FailureThreshold: 1 });
    endpoint.reply.afterSeconds = 1.9;
    await pass(15);
    expect(isHealthy()).toBe(true);
    endpoint.reply.afterSeconds = 2.1;
    await pass(15);
    expect(isHealthy()).toBe(false);
  });

  it('is told to onlookers when its state changes, and only then', async () => {
    const { endpoint, pass, told } = createChecked();
    endpoint.reply.status = 500;
    await pass(60);
    expect(told).toMatchObject([{ kind: 'resource', resource: 'healthcheck/check', status: 'unhealthy' }]);
  });

  it('searches its text in the first 5,120 bytes only', async () => {
    const { endpoint, pass, isHealthy } = createChecked({
      Type: 'HTTPS_STR_MATCH',
      SearchString: '"status":"ok"',
      FailureThreshold: 1,
    });
    endpoint.reply.body = `${' '.repeat(5120 - 13)}"status":"ok"`;
    await pass(15);
    expect(isHealthy()).toBe(true);
    endpoint.reply.body = ` ${endpoint.reply.body}`;
    await pass(15);
    expect(isHealthy()).toBe(false);
  });

  it('of type TCP is content with an open port, whatever the service answers', async () => {
    const { endpoint, pass, isHealthy } = createChecked({ Type: 'TCP', Port: 443, FailureThreshold: 1 });
    endpoint.reply.status = 500;
    await pass(30);
    expect(isHealthy()).toBe(true);
    endpoint.close();
    await pass(30);
    expect(isHealthy()).toBe(false);
  });

  it('reports what each checker saw, with the Region it looked from', async () => {
    const { pass, ask, id } = createChecked({ Regions: ['us-east-1', 'eu-west-1', 'sa-east-1'] });
    await pass(10);
    expect(await ask('GetHealthCheckStatus', { HealthCheckId: id })).toMatchObject({
      HealthCheckObservations: [
        { Region: 'us-east-1', StatusReport: { Status: 'Success: HTTP Status Code 200, OK' } },
        { Region: 'eu-west-1', StatusReport: { Status: 'Success: HTTP Status Code 200, OK' } },
        { Region: 'sa-east-1', StatusReport: { Status: 'Success: HTTP Status Code 200, OK' } },
      ],
    });
  });

  it('asks nothing any more once the service is closed', async () => {
    const { endpoint, route53, pass } = createChecked();
    await pass(10);
    const before = endpoint.paths.length;
    route53.close();
    await pass(60);
    expect(endpoint.paths).toHaveLength(before);
  });
});

describe('the state of a health check', () => {
  it.each([
    { endpoint: 'answers', settings: {}, isHealthy: true },
    { endpoint: 'answers', settings: { Inverted: true }, isHealthy: false },
    { endpoint: 'fails', settings: {}, isHealthy: false },
    { endpoint: 'fails', settings: { Inverted: true }, isHealthy: true },
    { endpoint: 'fails', settings: { Disabled: true }, isHealthy: true },
    { endpoint: 'fails', settings: { Disabled: true, Inverted: true }, isHealthy: false },
  ])('is $isHealthy when the endpoint $endpoint and the settings are $settings', async (row) => {
    const { endpoint, pass, isHealthy } = createChecked(row.settings);
    endpoint.reply.status = row.endpoint === 'fails' ? 500 : 200;
    await pass(45);
    expect(isHealthy()).toBe(row.isHealthy);
  });

  it.each([
    { settings: {}, isHealthy: true },
    { settings: { Inverted: true }, isHealthy: false },
  ])('is $isHealthy before the first look with the settings $settings', ({ settings, isHealthy }) => {
    expect(createChecked(settings).isHealthy()).toBe(isHealthy);
  });

  it('of a check that stood before the test began is what its checkers had found', async () => {
    const { route53, pass } = createSetting();
    route53.addHealthCheck({ ...config, Inverted: true }, 'switch', false);
    expect(route53.isHealthy('switch')).toBe(true);
    await pass(60);
    expect(route53.isHealthy('switch')).toBe(true);
  });

  it('changes at once when the check is inverted, and asks nothing while it is disabled', async () => {
    const { ask, endpoint, id, isHealthy, pass } = createChecked();
    await ask('UpdateHealthCheck', { HealthCheckId: id, Inverted: true });
    expect(isHealthy()).toBe(false);
    await ask('UpdateHealthCheck', { HealthCheckId: id, Disabled: true });
    await pass(30);
    expect(endpoint.paths).toEqual([]);
  });
});

describe('a calculated health check', () => {
  const createParent = (HealthThreshold: number) => {
    const setting = createSetting();
    const child = (id: string, settings: Partial<HealthCheckConfig>) =>
      setting.route53.addHealthCheck({ ...config, Disabled: true, ...settings }, id);
    const ChildHealthChecks = [child('good', {}), child('fine', {}), child('bad', { Inverted: true })];
    const id = setting.route53.addHealthCheck({ Type: 'CALCULATED', HealthThreshold, ChildHealthChecks }, 'parent');
    return { ...setting, id };
  };

  it.each([
    { threshold: 0, isHealthy: true },
    { threshold: 2, isHealthy: true },
    { threshold: 3, isHealthy: false },
    { threshold: 4, isHealthy: false },
  ])('of two good children and a bad one is $isHealthy with a threshold of $threshold', ({ threshold, isHealthy }) => {
    expect(createParent(threshold).route53.isHealthy('parent')).toBe(isHealthy);
  });

  it('shows no observations and monitors no other calculated one', async () => {
    const { ask, id } = createParent(1);
    expect(await codeOf(ask('GetHealthCheckStatus', { HealthCheckId: id }))).toBe('InvalidInput');
    const grandparent = { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [id] };
    const created = ask('CreateHealthCheck', { CallerReference: 'g', HealthCheckConfig: grandparent });
    expect(await codeOf(created)).toBe('InvalidInput');
  });
});

describe('creating and changing a health check', () => {
  it('gives the same one for the same reference and settings, and refuses others', async () => {
    const { ask } = createSetting();
    const request = { CallerReference: 'once', HealthCheckConfig: config };
    const first = await ask('CreateHealthCheck', request);
    expect(await ask('CreateHealthCheck', request)).toEqual(first);
    const other = { ...request, HealthCheckConfig: { ...config, Port: 8443 } };
    expect(await codeOf(ask('CreateHealthCheck', other))).toBe('HealthCheckAlreadyExists');
  });

  it('counts versions and refuses a change that was meant for another one', async () => {
    const { ask, id } = createChecked();
    const update = { HealthCheckId: id, HealthCheckVersion: 1, Port: 8443, ResetElements: ['ResourcePath'] };
    const changed = await ask('UpdateHealthCheck', update);
    expect(changed).toMatchObject({ HealthCheck: { HealthCheckVersion: 2, HealthCheckConfig: { Port: 8443 } } });
    expect(JSON.stringify(changed)).not.toContain('ResourcePath');
    expect(await codeOf(ask('UpdateHealthCheck', update))).toBe('HealthCheckVersionMismatch');
  });

  it.each([
    { given: { Type: 'HTTPS' }, code: 'InvalidInput' },
    { given: { Type: 'TCP', FullyQualifiedDomainName: host }, code: 'InvalidInput' },
    { given: { ...config, RequestInterval: 20 }, code: 'InvalidInput' },
    { given: { ...config, FailureThreshold: 11 }, code: 'InvalidInput' },
    { given: { ...config, Type: 'HTTP_STR_MATCH' }, code: 'InvalidInput' },
    { given: { ...config, Regions: ['us-east-1', 'us-west-2'] }, code: 'InvalidInput' },
    { given: { ...config, IPAddress: '192.0.2.1' }, code: 'NotSimulated' },
    { given: { Type: 'CLOUDWATCH_METRIC' }, code: 'NotSimulated' },
    { given: { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: ['x'] }, code: 'NoSuchHealthCheck' },
  ])('answers $code to $given', async ({ given, code }) => {
    const request = { CallerReference: 'r', HealthCheckConfig: given };
    expect(await codeOf(createSetting().ask('CreateHealthCheck', request))).toBe(code);
  });
});
