import { Agent, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import type { Call, Dispatch, Output } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { defined } from '../../src/defined.ts';
import { createRandom } from '../../src/random.ts';
import type { SimulatedService } from '../../src/service.ts';
import type { Limits } from '../../src/wire/limits.ts';
import { createWire } from '../../src/wire/wire.ts';

const names = [
  ...['rds', 'sns', 'sts', 'monitoring', 'states', 'dynamodb', 'ssm', 'secretsmanager', 'ecs', 'logs', 'lambda'],
  ...['route53', 's3', 'ec2', 'elasticache'],
];

const services: readonly SimulatedService[] = names.map((name) => ({ name, operations: {}, resources: {} }));

export type Answer = Output | Error | Promise<Output>;

const identify = (accessKeyId: string | undefined, service: string) => {
  if (accessKeyId === 'AKIAKNOWN') return { kind: 'operator', name: 'ada' } as const;
  const isAnonymous = accessKeyId === undefined && service === 's3';
  return isAnonymous ? ({ kind: 'service', service: 'anonymous' } as const) : undefined;
};

/** A wire whose services are one function, with the calls that it was given and the errors that it was told. */
export const createAnsweringWire = (script: (call: Call) => Answer = () => ({}), limits?: Limits) => {
  const calls: Call[] = [];
  const errors: unknown[] = [];
  const clock = createVirtualClock();
  const dispatch: Dispatch = async (call) => {
    calls.push(call);
    const answer = await script(call);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const onError = (error: unknown) => errors.push(error);
  const settings = { services, dispatch, identify, clock, random: createRandom(1), onError };
  const wire = createWire({ ...settings, ...defined({ limits }) });
  return { wire, calls, errors, clock };
};

export const credentials = { accessKeyId: 'AKIAKNOWN', secretAccessKey: 'secret' };

/** Takes every connection to the server by a stream in memory, whatever its host. */
export const memoryAgent = (server: Server): Agent => {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => {
    const [near, far] = duplexPair();
    server.emit('connection', far);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    const same = () => near;
    return Object.assign(near, { setNoDelay: same, setKeepAlive: same, setTimeout: same, ref: same, unref: same });
  };
  return agent;
};
