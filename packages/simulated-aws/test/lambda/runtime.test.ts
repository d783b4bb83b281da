import { afterEach, expect, it, vi } from 'vitest';
import { bundled, createTestLambda } from './stand-ins.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const answerOf = async (code: string, environment: Record<string, string> = {}) => {
  const test = createTestLambda();
  test.deploy(code, { environment });
  const { result } = await test.invoke();
  return { ...test, result };
};

it('sees its own environment and nothing of the process that runs it', async () => {
  vi.stubEnv('AWS_PROFILE', 'developer');
  vi.stubEnv('HOME', '/home/developer');
  const { result } = await answerOf('exports.handler = async () => process.env;', { LEDGER_TABLE: 'ledger' });
  expect(result).toMatchObject({
    LEDGER_TABLE: 'ledger',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'worker',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
    AWS_SESSION_TOKEN: expect.any(String),
    _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/),
    LAMBDA_TASK_ROOT: '/var/task',
  });
  expect(result).not.toHaveProperty('AWS_PROFILE');
  expect(result).not.toHaveProperty('HOME');
  expect(JSON.stringify(result)).not.toContain('developer');
});

it('holds a key that the simulation knows as its role', async () => {
  const { result, identity, roleArn } = await answerOf('exports.handler = async () => process.env.AWS_ACCESS_KEY_ID;');
  const sourceFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:worker';
  expect(identity.identify(String(result))).toEqual({
    kind: 'role',
    role: roleArn,
    session: 'worker',
    sourceFunctionArn,
  });
});

it('keeps what one sandbox sets on the global object from others and from this process', async () => {
  const code = 'globalThis.leaked = (globalThis.leaked ?? 0) + 1; exports.handler = async () => globalThis.leaked;';
  expect((await answerOf(code)).result).toBe(1);
  expect((await answerOf(code)).result).toBe(1);
  expect(globalThis).not.toHaveProperty('leaked');
});

it('tells the time of the simulation by every way of asking', async () => {
  const { result, clock } = await answerOf(`
    const { performance } = require('node:perf_hooks');
    exports.handler = async () => {
      const before = performance.now();
      await require('node:timers/promises').setTimeout(1500);
      const again = new Date(2020, 1, 1);
      return [Date.now(), new Date().getTime(), globalThis.Date.now(), performance.now() - before, again instanceof Date, again.getFullYear()];
    };`);
  const now = clock.now();
  expect(result).toEqual([now, now, now, 1500, true, 2020]);
});

it('knows all kinds of timers, cleared by object and by number', async () => {
  const { result } = await answerOf(`
    exports.handler = async () => {
      const said = [];
      const say = (what) => said.push(what);
      const cleared = setTimeout(say, 5, 'cleared');
      const byNumber = setTimeout(say, 5, 'by number');
      clearTimeout(cleared);
      clearTimeout(Number(byNumber));
      clearTimeout(undefined);
      const every = setInterval(say, 10, 'tick');
      setImmediate(say, 'soon');
      await require('node:util').promisify(setTimeout)(35);
      clearInterval(every);
      const late = setTimeout(say, 10, 'late');
      await new Promise((done) => setTimeout(done, 5));
      late.refresh();
      await new Promise((done) => setTimeout(done, 7));
      say('not yet');
      await new Promise((done) => setTimeout(done, 5));
      return said;
    };`);
  expect(result).toEqual(['soon', 'tick', 'tick', 'tick', 'not yet', 'late']);
});

it('aborts a signal by the time of the simulation', async () => {
  const { result } = await answerOf(`
    exports.handler = () => new Promise((done) => {
      const signal = AbortSignal.timeout(20000);
      signal.addEventListener('abort', () => done([signal.reason.name, signal instanceof AbortSignal]));
    });`);
  expect(result).toEqual(['TimeoutError', true]);
});

it('finds no file of this machine', async () => {
  const { result } = await answerOf(`
    const fs = require('node:fs');
    const attempt = (task) => { try { return task(); } catch (error) { return error.code; } };
    exports.handler = async () => [
      fs.existsSync('/etc/passwd'),
      attempt(() => fs.readFileSync('/etc/passwd')),
      await fs.promises.readFile('/etc/passwd').catch((error) => error.code),
      await require('fs/promises').stat('/').catch((error) => error.code),
      await new Promise((done) => fs.readFile('/etc/passwd', 'utf8', (error) => done(error.code))),
      require('node:os').homedir(),
    ];`);
  expect(result).toEqual([false, 'ENOENT', 'ENOENT', 'ENOENT', 'ENOENT', '/home/sbx_user1051']);
});

it.each([
  { what: 'child_process.exec', code: `require('child_process').exec('true')` },
  { what: 'worker_threads.Worker', code: `new (require('node:worker_threads').Worker)('x')` },
  { what: 'net.createServer', code: `require('net').createServer()` },
  { what: 'http2.connect', code: `require('node:http2').connect('https://x')` },
  { what: 'dns.resolveTxt', code: `require('node:dns').resolveTxt('example.com', () => 0)` },
  { what: 'fetch', code: `await fetch('https://example.com')` },
])('refuses $what by name', async ({ what, code }) => {
  const { result } = await answerOf(`exports.handler = async () => { ${code}; };`);
  expect(result).toMatchObject({ errorMessage: expect.stringContaining(`NotSimulated: ${what}`) });
});

it('sends whole lines of console and process.stdout to the log', async () => {
  const { lines } = await answerOf(`
    const { Console } = require('node:console');
    exports.handler = async () => {
      console.log('a %s', 'b');
      console.error({ c: 1 });
      process.stdout.write('half ');
      process.stdout.write('line\\nrest');
      new Console({ stdout: process.stdout, stderr: process.stderr }).info('x');
    };`);
  expect(lines()).toEqual(['a b', '{ c: 1 }', 'half line', 'restx']);
});

it('ends the sandbox when the function exits', async () => {
  const { result } = await answerOf('exports.handler = async () => { process.exit(3); await new Promise(() => 0); };');
  expect(result).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringContaining('exit status 3'),
  });
});

it('asks the simulated DNS', async () => {
  const { result } = await answerOf(`
    const dns = require('node:dns');
    const codeOf = (error) => error.code;
    exports.handler = async () => [
      await dns.promises.resolveCname('api.example.com'),
      await dns.promises.resolve4('api.example.com', { ttl: true }),
      await dns.promises.lookup('api.example.com'),
      await require('node:dns/promises').resolve4('missing.example.com').catch(codeOf),
      await dns.promises.resolveCname('alb.us-west-2.elb.amazonaws.com').catch(codeOf),
      await new Promise((done) => dns.lookup('api.example.com', (error, address, family) => done([error, address, family]))),
      await new Promise((done) => dns.resolve4('missing.example.com', (error) => done(error.code))),
    ];`);
  expect(result).toEqual([
    ['alb.us-west-2.elb.amazonaws.com'],
    [{ address: '203.0.113.9', ttl: 60 }],
    { address: '203.0.113.9', family: 4 },
    'ENOTFOUND',
    'ENOTFOUND',
    [null, '203.0.113.9', 4],
    'ENOTFOUND',
  ]);
});

it('loads a module that the bundle imports while it runs', async () => {
  const code = await bundled(`
    export const handler = async () => {
      const os = await import('node:os');
      const { default: path } = await import('node:path');
      return [os.homedir(), path.basename('/a/b')];
    };`);
  expect(code).toMatch(/\bimport\(/);
  expect((await answerOf(code)).result).toEqual(['/home/sbx_user1051', 'b']);
});

it('lets work on the thread pool end before time goes on', async () => {
  const { result } = await answerOf(`
    const zlib = require('node:zlib');
    const { promisify } = require('node:util');
    exports.handler = async () => {
      const before = Date.now();
      const timer = setTimeout(() => { throw new Error('time went on'); }, 1);
      const packed = await promisify(zlib.gzip)('x'.repeat(500000));
      const key = await crypto.subtle.digest('SHA-256', packed);
      clearTimeout(timer);
      return [key.byteLength, Date.now() - before];
    };`);
  expect(result).toEqual([32, 0]);
});

it('runs what our handlers are wrapped in: middy, Powertools, zod', async () => {
  const code = await bundled(`
    import { Logger } from '@aws-lambda-powertools/logger';
    import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
    import { Metrics } from '@aws-lambda-powertools/metrics';
    import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
    import middy from '@middy/core';
    import * as z from 'zod';
    const logger = new Logger({ serviceName: 'mainsail' });
    const metrics = new Metrics({ namespace: 'Mainsail', serviceName: 'mainsail' });
    const wrappers = [injectLambdaContext(logger), logMetrics(metrics)];
    export const handler = middy().use(wrappers).handler(async () => {
      logger.info('Started');
      metrics.addMetric('Runs', 'Count', 1);
      return z.object({ a: z.number() }).parse({ a: 1 });
    });`);
  const { result, lines, clock } = await answerOf(code);
  expect(result).toEqual({ a: 1 });
  const [log, metric] = lines().map((line): unknown => JSON.parse(line));
  expect(log).toMatchObject({
    message: 'Started',
    function_name: 'worker',
    timestamp: new Date(clock.now()).toISOString(),
  });
  expect(metric).toMatchObject({ Runs: 1, _aws: { Timestamp: clock.now() } });
});
