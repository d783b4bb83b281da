import { EventEmitter } from 'node:events';
import nodeProcess from 'node:process';
import { Writable } from 'node:stream';
import { notSimulated } from '../../call.ts';
import type { Host, Module } from '../host.ts';

const nanosecondsPerMillisecond = 1_000_000n;

export type Output = Readonly<{ stdout: Writable; stderr: Writable }>;

export const createOutput = ({ tell }: Pick<Host, 'tell'>): Output => ({
  stdout: createLines(tell),
  stderr: createLines(tell),
});

/** Whole lines go to the log; what has no line end yet waits for it. */
function createLines(tell: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) tell(line);
      done();
    },
  });
}

/** The process as a function sees it: an environment and streams of its own; nothing of the developer's is in it. */
export function createProcess(host: Host, environment: Record<string, string>, output: Output): Module {
  const { life, tell } = host;
  const exit = (code: number = 0) =>
    life.end({
      kind: 'crashed',
      error: Object.assign(new Error(`exit status ${code}`), { name: 'Runtime.ExitError' }),
    });
  const process: Module = Object.create(new EventEmitter());
  return Object.assign(process, {
    ...output,
    ...createTimes(host),
    env: environment,
    exit,
    abort: exit,
    kill: () => {
      throw notSimulated('process.kill in a Lambda function');
    },
    emitWarning: (warning: unknown) => tell(String(warning)),
    cwd: () => '/var/task',
    umask: () => 0o22,
    nextTick: nodeProcess.nextTick,
    memoryUsage: nodeProcess.memoryUsage,
    versions: nodeProcess.versions,
    version: nodeProcess.version,
    release: nodeProcess.release,
    config: nodeProcess.config,
    features: nodeProcess.features,
    platform: 'linux',
    arch: 'arm64',
    pid: 8,
    ppid: 1,
    title: 'node',
    execPath: '/var/lang/bin/node',
    execArgv: [],
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
  });
}

function createTimes({ world }: Pick<Host, 'world'>) {
  const startedAt = world.clock.now();
  const nanoseconds = () =>
    BigInt(Math.round((world.clock.now() - startedAt) * 1000)) * (nanosecondsPerMillisecond / 1000n);
  const hrtime = (since: readonly [number, number] = [0, 0]) => {
    const passed = Number(nanoseconds()) - (since[0] * 1e9 + since[1]);
    return [Math.floor(passed / 1e9), passed % 1e9];
  };
  return {
    uptime: () => (world.clock.now() - startedAt) / 1000,
    hrtime: Object.assign(hrtime, { bigint: nanoseconds }),
  };
}
