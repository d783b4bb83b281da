import type { Clock, Timer } from '../clock/clock.ts';
import { End } from './end.ts';
import { reset } from './failures.ts';
import type { Answer, Message, Reply } from './message.ts';

type Done = (error?: Error | null) => void;

/**
 * The end of whoever connects: a net.Socket as far as node:http, pg and the AWS SDK look. What is written while it connects
 * is sent once it is connected; where that never comes, it never is.
 */
export class ClientSocket extends End {
  connecting = true;
  remoteAddress: string | undefined;
  remotePort: number | undefined;
  readonly remoteFamily = 'IPv4';
  bytesRead = 0;
  bytesWritten = 0;
  timeout = 0;
  /** Asked at each chunk that comes, which may arrive, break the connection, or be the first that nobody hears of. */
  admit: (() => 'arrives' | 'breaks' | 'vanishes') | undefined;
  readonly #clock: Clock;
  #idle: Timer | undefined;
  #answer: Answer | undefined;

  constructor(clock: Clock) {
    super({ allowHalfOpen: false });
    this.#clock = clock;
  }

  get pending(): boolean {
    return this.connecting;
  }

  connected(address: string, port: number): void {
    this.connecting = false;
    this.remoteAddress = address;
    this.remotePort = port;
    this.#active();
    this.emit('connect');
    this.emit('ready');
  }

  /** pg calls this on whatever stream it is given. The connection is under way already, or made: then it hears so again. */
  connect(): this {
    if (!this.connecting) process.nextTick(() => this.destroyed || this.emit('connect'));
    return this;
  }

  /** From now on requests are handed over whole, and bytes lead nowhere. */
  answeredBy(answer: Answer): this {
    this.#answer = answer;
    return this;
  }

  /**
   * Hands over a request, whole. `answered` is called as bytes would come: not once the connection is silent or closed. Where there is
   * no answer the connection ends.
   */
  ask(message: Message, answered: (reply: Reply) => void): void {
    const answer = this.#answer;
    if (answer === undefined) throw new Error('This connection takes bytes.');
    if (this.isSilent || this.destroyed) return;
    this.#active();
    answer(message).then(
      (reply) => this.#hear(reply, answered),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  #hear(reply: Reply | undefined, answered: (reply: Reply) => void): void {
    if (this.isSilent || this.destroyed) return;
    if (reply === undefined) this.push(null);
    else if (this.#arrives()) {
      this.#active();
      answered(reply);
    }
  }

  #arrives(): boolean {
    const fate = this.admit?.() ?? 'arrives';
    if (fate === 'breaks') this.destroy(reset());
    if (fate === 'vanishes') this.fallSilent();
    return fate === 'arrives';
  }

  override push(chunk: Buffer | null): boolean {
    if (chunk !== null && !this.#arrives()) return true;
    if (chunk !== null) {
      this.bytesRead += chunk.length;
      this.#active();
    }
    return super.push(chunk);
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: Done): void {
    if (this.connecting) {
      this.once('connect', () => this._write(chunk, encoding, done));
      return;
    }
    this.bytesWritten += chunk.length;
    this.#active();
    super._write(chunk, encoding, done);
  }

  override _final(done: Done): void {
    if (this.connecting) this.once('connect', () => super._final(done));
    else super._final(done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.connecting = false;
    this.#idle?.cancel();
    super._destroy(error, done);
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  /** Emits `timeout` after so many ms on the simulation's clock without a byte either way; 0 for never. */
  setTimeout(ms: number, listener?: () => void): this {
    this.timeout = ms;
    this.#active();
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

  #active(): void {
    this.#idle?.cancel();
    this.#idle = this.timeout > 0 ? this.#clock.after(this.timeout, () => this.emit('timeout')) : undefined;
  }
}
