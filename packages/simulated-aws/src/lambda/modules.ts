import { createRequire } from 'node:module';
import type { Host, Module } from './host.ts';
import { createZlib } from './modules/crypto.ts';
import { createDgram } from './modules/dgram.ts';
import { createDns } from './modules/dns.ts';
import { createFs } from './modules/fs.ts';
import { createHttp } from './modules/http.ts';
import { createNet, createTls } from './modules/net.ts';
import { refused } from './modules/refused.ts';

const load = createRequire(import.meta.url);

/** Built-ins that touch neither time nor the outside: Node's own. */
const harmless = new Set([
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'constants',
  'diagnostics_channel',
  'events',
  'path',
  'path/posix',
  'punycode',
  'querystring',
  'stream',
  'stream/consumers',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'url',
  'util',
  'util/types',
]);

/** Required by libraries at the top, not used by what we deploy. */
const refusable = new Set([
  'child_process',
  'cluster',
  'http2',
  'inspector',
  'module',
  'readline',
  'tty',
  'v8',
  'vm',
  'worker_threads',
]);

export type Own = Readonly<{ process: Module; globals: Module }>;

/** `require` of one sandbox. Bundles hold everything else themselves, so any other name is not found. */
export function createSandboxRequire(host: Host, crypto: Module, own: Own): (id: string) => unknown {
  const modules = createOwnModules(host, crypto, own);
  return (id) => {
    const name = id.replace(/^node:/, '');
    const module = modules[name];
    if (module !== undefined) return module;
    if (harmless.has(name)) return load(`node:${name}`);
    if (!refusable.has(name)) throw notFound(id);
    modules[name] = refused(name);
    return modules[name];
  };
}

/** All built-in modules of a sandbox that are not Node's own. */
function createOwnModules(host: Host, crypto: Module, { process, globals }: Own): Record<string, Module> {
  const { dns, promises: dnsPromises } = createDns(host, refused);
  const { fs, promises: fsPromises } = createFs(host);
  const console: Module = Object.assign(Object.create(Object(globals.console)), {
    Console: load('node:console').Console,
  });
  return {
    ...createHttp(host),
    ...createTimersModules(host),
    net: createNet(host),
    tls: createTls(host),
    dgram: createDgram(host),
    dns,
    'dns/promises': dnsPromises,
    fs,
    'fs/promises': fsPromises,
    crypto,
    zlib: createZlib(host),
    os: createOs(),
    process,
    console,
    perf_hooks: { performance: globals.performance },
  };
}

function createTimersModules({ timers }: Host): Record<string, Module> {
  const { setTimeout, setInterval, setImmediate, clear, wait, waitTurn } = timers;
  const promises = { setTimeout: wait, setImmediate: waitTurn, scheduler: { wait, yield: waitTurn } };
  const cleared = { clearTimeout: clear, clearInterval: clear, clearImmediate: clear };
  return { timers: { setTimeout, setInterval, setImmediate, ...cleared, promises }, 'timers/promises': promises };
}

const createOs = (): Module =>
  Object.assign(refused('os'), {
    EOL: '\n',
    arch: () => 'arm64',
    cpus: () => [],
    homedir: () => '/home/sbx_user1051',
    hostname: () => '169.254.100.1',
    platform: () => 'linux',
    release: () => '6.1.0',
    tmpdir: () => '/tmp',
    type: () => 'Linux',
    userInfo: () => ({ username: 'sbx_user1051', uid: 993, gid: 990, homedir: '/home/sbx_user1051', shell: null }),
  });

const notFound = (id: string) =>
  Object.assign(new Error(`Cannot find module '${id}'`), {
    name: 'Runtime.ImportModuleError',
    code: 'MODULE_NOT_FOUND',
  });
