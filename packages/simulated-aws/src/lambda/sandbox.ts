import { dirname, join } from 'node:path/posix';
import type { Resolver } from '../dns/resolver.ts';
import type { AccessKey } from '../identity/identity.ts';
import type { Standing } from '../services/ec2/vpc.ts';
import type { WriteLine } from '../services/logs/groups.ts';
import type { World } from '../world.ts';
import type { Program } from './compile.ts';
import { environmentOf } from './environment.ts';
import { createGlobals } from './globals.ts';
import { type Host, isCallback, isRecord } from './host.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { createLife, type Life } from './life.ts';
import { createCrypto } from './modules/crypto.ts';
import { createOutput, createProcess } from './modules/process.ts';
import { createSandboxRequire } from './modules.ts';
import { createTimers } from './timers.ts';

export type SandboxRequest = Readonly<{
  world: World;
  resolver: Resolver;
  function: LambdaFunction;
  standing: Standing;
  program: Program;
  key: AccessKey;
  logStream: string;
  write: WriteLine;
}>;

/** One execution environment: the bundle loaded once, with a world, an environment and a life of its own. */
export type Sandbox = Readonly<{
  life: Life;
  logStream: string;
  environment: Record<string, string>;
  /** Calls the exported handler; throws what it throws. */
  handle: (event: unknown, context: unknown) => unknown;
}>;

/** Loads the bundle. Throws what its top level throws; nothing of such a sandbox remains. */
export function createSandbox(request: SandboxRequest): Sandbox {
  const host = createHost(request);
  try {
    return load(host, request);
  } catch (error) {
    host.life.end({ kind: 'crashed', error });
    throw error;
  }
}

function createHost({ world, resolver, function: { name }, standing, write }: SandboxRequest): Host {
  const life = createLife();
  const tell = (line: string) => {
    if (life.isOver()) return;
    write(line);
    world.tell({ kind: 'log', at: world.clock.now(), function: name, line });
  };
  return {
    world: { ...world, network: networkFrom(world, { by: name, standing }) },
    resolver,
    life,
    tell,
    timers: createTimers(world.clock, life),
  };
}

/** The network, which is told who connects, and where they stand. */
const networkFrom = ({ network }: World, who: Readonly<{ by: string; standing: Standing }>): World['network'] => ({
  ...network,
  connect: (to) => network.connect({ ...to, ...who }),
});

function load(host: Host, request: SandboxRequest): Sandbox {
  const { logStream } = request;
  const environment = environmentOf(request.function, request.key, logStream);
  const output = createOutput(host);
  const process = createProcess(host, environment, output);
  const { crypto, webcrypto } = createCrypto(host);
  const globals = createGlobals(host, { process, output, webcrypto });
  const module: { exports: unknown } = { exports: {} };
  const file = join('/var/task', request.function.file);
  request.program({
    ...globals,
    exports: module.exports,
    module,
    require: createSandboxRequire(host, crypto, { process, globals }),
    __filename: file,
    __dirname: dirname(file),
  });
  return { life: host.life, logStream, environment, handle: handlerOf(module.exports, request.function) };
}

function handlerOf(exported: unknown, { handler }: LambdaFunction) {
  const name = handler.split('.').at(-1) ?? '';
  const found = isRecord(exported) ? exported[name] : undefined;
  if (!isCallback(found)) throw named('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  if (found.length > 2) throw named('Runtime.CallbackHandlerDeprecated', `${handler} takes a callback; make it async`);
  return (event: unknown, context: unknown): unknown => Reflect.apply(found, undefined, [event, context]);
}

const named = (name: string, message: string) => Object.assign(new Error(message), { name });
