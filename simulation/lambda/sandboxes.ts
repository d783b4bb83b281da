import type { Resolver } from '../dns/resolver.ts';
import type { Identity } from '../identity/identity.ts';
import type { World } from '../world.ts';
import { type Compiler, createCompiler } from './compile.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/**
 * How long an idle sandbox is kept, in AWS's seconds. AWS promises nothing; a short time is the cautious choice, since cold
 * starts then count.
 */
const idleSeconds = 300;

type Idle = Readonly<{ sandbox: Sandbox; since: number }>;

export type SandboxOptions = Readonly<{ world: World; resolver: Resolver; identity: Pick<Identity, 'issueKey'> }>;

const start = async (
  compile: Compiler,
  deployed: LambdaFunction,
  { world, resolver, identity }: SandboxOptions,
): Promise<Sandbox> => {
  const release = world.clock.hold();
  try {
    const program = await compile(deployed.code, `/var/task/${deployed.file}`);
    const key = identity.issueKey(deployed.roleArn, deployed.name);
    return createSandbox({ world, resolver, function: deployed, program, key });
  } finally {
    release();
  }
};

/** The sandboxes of one function. The newest idle one is used first. */
export const createSandboxes = (deployed: LambdaFunction, options: SandboxOptions, compile = createCompiler()) => {
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
    const sandbox = await start(compile, deployed, options);
    busy.add(sandbox);
    return sandbox;
  };
  const giveBack = (sandbox: Sandbox): void => {
    busy.delete(sandbox);
    if (!sandbox.life.isOver()) idle.push({ sandbox, since: world.clock.now() });
  };
  /** All of them vanish; answers how many were at work. */
  const kill = (): number => {
    const running = busy.size;
    for (const sandbox of [...busy, ...idle.map((one) => one.sandbox)]) sandbox.life.end({ kind: 'killed' });
    return running;
  };
  return { takeWarm, startCold, giveBack, kill };
};

export type Sandboxes = ReturnType<typeof createSandboxes>;
