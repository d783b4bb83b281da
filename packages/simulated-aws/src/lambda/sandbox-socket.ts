import { Duplex } from 'node:stream';
import type { Message, Reply } from '../network/message.ts';
import type { Connection } from '../network/network.ts';
import type { Host } from './host.ts';
import type { SandboxTimer } from './sandbox-timer.ts';

export type Address = Readonly<{ host: string; port: number; whole?: boolean }>;

type Done = (error?: Error | null) => void;

/**
 * node:http lets its native parser go when it hears that the socket is closed. A sandbox that is over hears nothing, and the
 * parser would hold it, and with it the whole simulation, for as long as the process lives. Later, since it may be at work.
 */
const releaseParser = (socket: object): void => {
  const parser: unknown = Reflect.get(socket, 'parser');
  if (typeof parser !== 'object' || parser === null || !('close' in parser)) return;
  const { close } = parser;
  if (typeof close === 'function') setImmediate(() => close.call(parser));
};

/**
 * What code in a sandbox holds for a net.Socket: a stream over the simulated network with the methods that node:http, pg
 * and the SDK call. It is silent for good when its sandbox is over: nothing leaves, nothing arrives, no callback comes.
 * TLS is not modelled; what claims to be encrypted travels in the clear inside this process.
 */
export class SandboxSocket extends Duplex {
  connecting = false;
  encrypted = false;
  authorized = false;
  #to: Address | undefined;
  bytesRead = 0;
  bytesWritten = 0;
  timeout = 0;
  readonly #host: Host;
  #far: Connection | undefined;
  #idle: SandboxTimer | undefined;
  #forget: () => void = () => undefined;

  constructor(host: Host) {
    super({ allowHalfOpen: false });
    this.#host = host;
  }

  /** What a listener throws, and an error without a listener, ends the sandbox, as an uncaught exception ends a process. */
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    try {
      return super.emit(event, ...values);
    } catch (error) {
      this.#host.life.end({ kind: 'crashed', error });
      return true;
    }
  }

  get remoteAddress(): string | undefined {
    return this.pending || this.#to === undefined ? undefined : this.#host.world.network.addressOf(this.#to.host);
  }

  get remotePort(): number | undefined {
    return this.pending ? undefined : this.#to?.port;
  }

  get pending(): boolean {
    return this.#far === undefined || this.connecting;
  }

  open(to: Address): this {
    this.connecting = true;
    this.#to = to;
    if (this.#host.life.isOver()) return this;
    const far = this.#host.world.network.connect(to);
    this.#far = far;
    this.#forget = this.#host.life.onEnd(() => {
      far.destroy();
      releaseParser(this);
    });
    this.#listen(far);
    return this;
  }

  #listen(far: Duplex): void {
    const { run } = this.#host.life;
    far.once('connect', () => run(() => this.#connected()));
    far.on('data', (chunk: Buffer) => run(() => this.#received(far, chunk)));
    far.once('end', () => run(() => this.push(null)));
    far.on('error', (error) => run(() => this.destroy(error)));
    far.once('close', () => run(() => far.readableEnded || this.destroy()));
  }

  #connected(): void {
    this.connecting = false;
    this.emit('connect');
    this.emit('ready');
    if (this.encrypted) this.emit('secureConnect');
  }

  #received(far: Duplex, chunk: Buffer): void {
    this.bytesRead += chunk.length;
    this.#active();
    if (!this.push(chunk)) far.pause();
  }

  /** `ClientSocket.ask`, of a connection that is made. */
  ask(message: Message, answered: (reply: Reply) => void): void {
    const { life } = this.#host;
    if (life.isOver()) return;
    this.#active();
    this.#far?.ask?.(message, (reply) =>
      life.run(() => {
        this.#active();
        answered(reply);
      }),
    );
  }

  #active(): void {
    this.#idle?.refresh();
  }

  override _read(): void {
    this.#far?.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: Done): void {
    if (this.#host.life.isOver()) return;
    if (this.pending) {
      this.once('connect', () => this._write(chunk, encoding, done));
      return;
    }
    this.bytesWritten += chunk.length;
    this.#active();
    this.#far?.write(chunk, encoding, (error) => this.#host.life.run(() => done(error)));
  }

  override _final(done: Done): void {
    if (this.connecting) {
      this.once('connect', () => this._final(done));
      return;
    }
    this.#far?.end();
    done();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#forget();
    this.#idle?.close();
    this.connecting = false;
    this.#far?.destroy();
    done(error);
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  /** Emits `timeout` after so many ms without a byte either way; 0 for never. */
  setTimeout(ms: number, listener?: () => void): this {
    this.timeout = ms;
    this.#idle?.close();
    this.#idle = ms > 0 ? this.#host.timers.setTimeout(() => this.emit('timeout'), ms) : undefined;
    if (listener !== undefined && ms > 0) this.once('timeout', listener);
    if (listener !== undefined && ms === 0) this.removeListener('timeout', listener);
    return this;
  }

  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  address(): object {
    return {};
  }
}
