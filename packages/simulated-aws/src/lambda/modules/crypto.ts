import crypto from 'node:crypto';
import zlib from 'node:zlib';
import { type Host, isCallback, type Module } from '../host.ts';

const pooledZlib = [
  'deflate',
  'deflateRaw',
  'gzip',
  'gunzip',
  'inflate',
  'inflateRaw',
  'unzip',
  'brotliCompress',
  'brotliDecompress',
];
const pooledCrypto = ['pbkdf2', 'scrypt', 'hkdf', 'sign', 'verify', 'generateKeyPair', 'generateKey'];

export function createCrypto(host: Host): { crypto: Module; webcrypto: Module } {
  const randomness = createRandomness(host);
  const { randomUUID, getRandomValues } = randomness;
  const webcrypto: Module = { subtle: createSubtle(host), randomUUID, getRandomValues };
  return {
    crypto: { ...crypto, ...held(host, crypto, pooledCrypto), ...randomness, webcrypto, subtle: webcrypto.subtle },
    webcrypto,
  };
}

/** Random bytes from the world's seed, so that a run repeats itself; never for secrets, and there are none to protect here. */
function createRandomness({ world, life }: Host) {
  const fill = <T extends NodeJS.ArrayBufferView>(view: T): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(world.random.next() * 256);
    return view;
  };
  const randomBytes = (size: number, done?: (error: null, bytes: Buffer) => void): Buffer | undefined => {
    const bytes = fill(Buffer.alloc(size));
    if (done === undefined) return bytes;
    queueMicrotask(() => life.run(() => done(null, bytes)));
    return undefined;
  };
  return { randomUUID: () => world.random.uuid(), randomBytes, randomFillSync: fill, getRandomValues: fill };
}

/** SubtleCrypto answers from the thread pool, too; pg's SCRAM uses it. */
const createSubtle = ({ world }: Host) =>
  new Proxy(crypto.webcrypto.subtle, {
    get: (subtle, key) => {
      const member: unknown = Reflect.get(subtle, key, subtle);
      if (typeof member !== 'function') return member;
      return async (...values: unknown[]): Promise<unknown> => {
        const release = world.clock.hold();
        try {
          return await Reflect.apply(member, subtle, values);
        } finally {
          release();
        }
      };
    },
  });

const held = (host: Host, module: object, names: readonly string[]): Module =>
  Object.fromEntries(names.map((name) => [name, holding(host, Reflect.get(module, name))]));

/** Work on Node's thread pool: the clock stands still until it is done, and a dead sandbox never hears of it. */
const holding = ({ world, life }: Host, work: unknown) =>
  typeof work !== 'function'
    ? work
    : (...values: unknown[]): unknown => {
        const done = values.at(-1);
        if (!isCallback(done)) return Reflect.apply(work, undefined, values);
        const release = world.clock.hold();
        const settled = (...results: unknown[]) => {
          life.run(() => done(...results));
          release();
        };
        return Reflect.apply(work, undefined, [...values.slice(0, -1), settled]);
      };

export const createZlib = (host: Host): Module => ({ ...zlib, ...held(host, zlib, pooledZlib) });
