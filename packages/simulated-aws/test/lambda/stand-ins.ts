import { type Duplex, duplexPair } from 'node:stream';
import { build } from 'esbuild';
import type { Call } from '../../src/call.ts';
import type { Clock } from '../../src/clock/clock.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import { createLambda } from '../../src/lambda/lambda.ts';
import type { LambdaFunction } from '../../src/lambda/lambda-function.ts';
import type { Network } from '../../src/network/network.ts';
import { createRandom } from '../../src/random.ts';
import type { World, WorldEvent } from '../../src/world.ts';

type Accept = (stream: Duplex) => void;

const placeOf = ({ host, port }: { host: string; port: number }) => `${host}:${port}`;

/** The Network type in memory: connects or refuses a turn later; a host named `silent` never answers. */
const createMemoryNetwork = (): Network & { connections: () => number } => {
  const listeners = new Map<string, Accept>();
  let connections = 0;
  const connect: Network['connect'] = (to) => {
    const [near, far] = duplexPair();
    const accept = listeners.get(placeOf(to));
    if (to.host === 'silent') return near;
    queueMicrotask(() => {
      const refused = Object.assign(new Error(`connect ECONNREFUSED ${placeOf(to)}`), { code: 'ECONNREFUSED' });
      if (accept === undefined) return near.destroy(refused);
      connections += 1;
      near.once('close', () => far.destroy());
      accept(far);
      return near.emit('connect');
    });
    return near;
  };
  return {
    listen: (at, accept) => {
      listeners.set(placeOf(at), accept);
      return { close: () => listeners.delete(placeOf(at)) };
    },
    connect,
    takesWhole: () => false,
    cut: () => undefined,
    heal: () => undefined,
    isCut: () => false,
    useResolver: () => undefined,
    addressOf: () => '203.0.113.7',
    close: () => undefined,
    connections: () => connections,
  };
};

const account = '111122223333';

const resolver: Resolver = {
  resolve: (name) =>
    name === 'api.example.com'
      ? [
          { name, type: 'CNAME', ttl: 30, value: 'alb.us-west-2.elb.amazonaws.com' },
          { name: 'alb.us-west-2.elb.amazonaws.com', type: 'A', ttl: 60, value: '203.0.113.9' },
        ]
      : [],
};

const refuse = async () => {
  throw new Error('Nothing is dispatched here.');
};

type TestOptions = Readonly<{
  concurrentExecutions?: number;
  longestTurnMs?: number;
  networkOn?: (clock: Clock) => Network;
}>;

/** A Lambda service on a virtual clock with one role; `deploy` takes CommonJS text. */
export const createTestLambda = ({ networkOn, ...options }: TestOptions = {}) => {
  const clock = createVirtualClock();
  const network = createMemoryNetwork();
  const events: WorldEvent[] = [];
  const world: World = {
    account,
    clock,
    network: networkOn?.(clock) ?? network,
    random: createRandom(7),
    dispatch: refuse,
    awsTime: (seconds) => seconds * 1000,
    tell: (event) => events.push(event),
  };
  const identity = createIdentity(world);
  const roleArn = identity.addRole({
    name: 'worker',
    trust: { Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    policies: [],
  });
  const lambda = createLambda(world, { identity, resolver, ...options });
  const arnOf = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  const deploy = (code: string, own: Partial<LambdaFunction> = {}) => {
    const { name = 'worker' } = own;
    const base = { arn: arnOf(name), region: 'us-east-1', roleArn, file: 'dist/worker/index.cjs' };
    const rest = { handler: 'dist/worker/index.handler', timeoutSeconds: 30, memorySize: 512, environment: {} };
    lambda.createFunction({ name, ...base, ...rest, code, ...own });
  };
  const callOf = (input: object): Call => ({
    service: 'lambda',
    operation: 'Invoke',
    region: 'us-east-1',
    principal: { kind: 'operator', name: 'tester' },
    requestId: world.random.uuid(),
    input: { ...input },
  });
  const start = async (event: unknown, input: object = {}) => {
    const Payload = new TextEncoder().encode(JSON.stringify(event));
    const request = { FunctionName: 'worker', Payload, ...input };
    const answer = await lambda.operations.Invoke(request, callOf(request));
    const text = 'Payload' in answer ? new TextDecoder().decode(answer.Payload) : 'null';
    const result: unknown = JSON.parse(text);
    return { ...answer, result };
  };
  const invoke = (event: unknown = {}, input: object = {}) => clock.runUntil(start(event, input));
  const lines = () => events.flatMap((event) => (event.kind === 'log' ? [event.line] : []));
  return { clock, network, world, identity, lambda, deploy, start, invoke, lines, roleArn, arnOf };
};

/** As the packaging bundles: CommonJS, module-first, minified. */
export const bundled = async (source: string): Promise<string> => {
  const result = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    write: false,
  });
  return result.outputFiles[0]?.text ?? '';
};
