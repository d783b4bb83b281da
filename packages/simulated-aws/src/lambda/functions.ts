import { AwsFault, notSimulated } from '../call.ts';
import type { Vpc } from '../services/ec2/vpc.ts';
import { createCompiler } from './compile.ts';
import { createConcurrency } from './concurrency.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { requireQuotas } from './quotas.ts';
import { createSandboxes, type Sandboxes, type SandboxOptions } from './sandboxes.ts';

/** Of this process: what one account has compiled, and V8 has optimised, the next one need not. */
const compile = createCompiler();

type Place = Readonly<{ account: string; region: string }>;

/** A name, a partial ARN (account:function:name) or a whole one; with `$LATEST` or no qualifier. */
export function functionArnOf(name: string, { account, region }: Place): string {
  const match =
    /^(?:(arn:aws:lambda:[a-z0-9-]+:\d{12}):)?(?:\d{12}:)?(?:function:)?([A-Za-z0-9-_]+)(?::(\$?[A-Za-z0-9-_]+))?$/.exec(
      name,
    );
  if (match === null)
    throw new AwsFault(
      'ValidationException',
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint`,
    );
  const [, prefix, short, qualifier] = match;
  if (qualifier !== undefined && qualifier !== '$LATEST') throw notSimulated(`Lambda versions and aliases (${name})`);
  return `${prefix ?? `arn:aws:lambda:${region}:${account}`}:function:${short}`;
}

/** `deployedAt` in ms on the world's clock. */
export type Deployed = Readonly<{
  function: LambdaFunction;
  vpc: Vpc | undefined;
  sandboxes: Sandboxes;
  deployedAt: number;
}>;

/** What is deployed, by ARN. */
export function createFunctions(options: SandboxOptions, regionalLimit: number) {
  const functions = new Map<string, Deployed>();
  const concurrency = createConcurrency(regionalLimit);

  const add = (deployed: LambdaFunction, vpc?: Vpc): void => {
    if (functions.has(deployed.arn))
      throw new AwsFault('ResourceConflictException', `Function already exist: ${deployed.name}`, { status: 409 });
    requireQuotas(deployed);
    concurrency.reserve(deployed);
    const standing = { vpc, securityGroups: deployed.vpcConfig?.securityGroupIds ?? [] };
    const sandboxes = createSandboxes({ function: deployed, standing }, options, compile);
    functions.set(deployed.arn, { function: deployed, vpc, sandboxes, deployedAt: options.world.clock.now() });
  };
  const find = (name: string | undefined, region: string): Deployed => {
    const arn = functionArnOf(name ?? '', { account: options.world.account, region });
    const found = functions.get(arn);
    if (found === undefined || found.function.region !== region)
      throw new AwsFault('ResourceNotFoundException', `Function not found: ${arn}`, {
        status: 404,
        fields: { Type: 'User' },
      });
    return found;
  };
  /** Those of that name or ARN, in whichever Region; at least one. */
  const named = (name: string): readonly Deployed[] => {
    const found = [...functions.values()].filter(({ function: { arn, name: own } }) => own === name || arn === name);
    if (found.length === 0)
      throw new AwsFault('ResourceNotFoundException', `Function not found: ${name}`, { status: 404 });
    return found;
  };
  return {
    add,
    has: (arn: string): boolean => functions.has(arn),
    find,
    named,
    all: () => [...functions.values()],
    enter: concurrency.enter,
  };
}
