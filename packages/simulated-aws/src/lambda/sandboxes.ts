import type { Resolver } from '../dns/resolver.ts';
import type { Identity } from '../identity/identity.ts';
import type { Standing } from '../services/ec2/vpc.ts';
import type { LogSink } from '../services/logs/groups.ts';
import type { World } from '../world.ts';
import { type Compiler, createCompiler } from './compile.ts';
import { type LambdaFunction, logGroupOf } from './lambda-function.ts';
import type { Ending } from './life.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/**
 * How long an idle sandbox is kept, in AWS's seconds. AWS promises nothing; a short time is the cautious choice, since cold
 * starts then count.
 */
const idleSeconds = 300;

export type Sandboxes = ReturnType<typeof createSandboxes>;

export type SandboxOptions = Readonly<{
  world: World;
  resolver: Resolver;
  identity: Pick<Identity, 'issueKey' | 'decide'>;
  /** Where what functions write is kept. */
  logs?: LogSink | undefined;
}>;

type Idle = Readonly<{ sandbox: Sandbox; since: number }>;

/** A function, and where its sandboxes stand. */
type Placed = Readonly<{ function: LambdaFunction; standing: Standing }>;

/** The sandboxes of one function. The newest idle one is used first. */
export function createSandboxes(placed: Placed, options: SandboxOptions, compile = createCompiler()) {
  const { world } = options;
  const idle: Idle[] = [];
  const busy = new Set<Sandbox>();

  const takeWarm = (): Sandbox | undefined => {
    const oldest = world.clock.now() - world.awsTime(idleSeconds);
    for (const { sandbox } of idle.filter(({ since }) => since < oldest)) sandbox.life.end({ kind: 'killed' });
    idle.splice(0, idle.length, ...idle.filter(({ sandbox }) => !sandbox.life.isOver()));
    const sandbox = idle.pop()?.sandbox;
    if (sandbox !== undefined) busy.add(sandbox);
    return sandbox;
  };
  const startCold = async (): Promise<Sandbox> => {
    const sandbox = await start(compile, placed, options);
    busy.add(sandbox);
    return sandbox;
  };
  const giveBack = (sandbox: Sandbox): void => {
    busy.delete(sandbox);
    if (!sandbox.life.isOver()) idle.push({ sandbox, since: world.clock.now() });
  };
  /** All of them vanish; answers how many were at work. */
  const kill = (ending: Ending): number => {
    const running = busy.size;
    for (const sandbox of [...busy, ...idle.map((one) => one.sandbox)]) sandbox.life.end(ending);
    return running;
  };
  return { takeWarm, startCold, giveBack, kill };
}

async function start(
  compile: Compiler,
  { function: deployed, standing }: Placed,
  options: SandboxOptions,
): Promise<Sandbox> {
  const { world, resolver, identity } = options;
  const release = world.clock.hold();
  try {
    const program = await compile(deployed.code, `/var/task/${deployed.file}`);
    const key = identity.issueKey(deployed.roleArn, deployed.name, deployed.arn);
    const logStream = logStreamOf(world);
    const write = openLog(deployed, logStream, options);
    return createSandbox({ world, resolver, function: deployed, standing, program, key, logStream, write });
  } finally {
    release();
  }
}

const logStreamOf = ({ clock, random }: World) =>
  `${new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${random.hex(32)}`;

/** With the function's own role: what it may not write is lost. */
function openLog(deployed: LambdaFunction, stream: string, { identity, logs }: SandboxOptions) {
  const { region, roleArn } = deployed;
  const may = (action: string, resource: string) =>
    identity.decide(roleArn, { action, resource, region }) === 'allowed';
  return logs?.openStream({ region, group: logGroupOf(deployed), stream, may }) ?? (() => undefined);
}
