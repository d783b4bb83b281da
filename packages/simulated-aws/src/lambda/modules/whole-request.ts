import type { Agent, IncomingMessage, RequestOptions } from 'node:http';
import { Writable } from 'node:stream';
import type { Message, Reply } from '../../network/message.ts';
import type { SandboxSocket } from '../sandbox-socket.ts';
import { headersOf, responseOf } from './whole-message.ts';

type Done = (error?: Error | null) => void;

const hungUp = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

export type Place = Readonly<{ host: string; port: number; defaultPort: number; agent: Agent }>;

/**
 * An http.ClientRequest as far as the AWS SDK's handler looks: over a connection of Node's own agents that takes requests whole, so that
 * no HTTP is written down and read again. Connections are kept, reused, timed out and silenced as those of http.request.
 */
export class WholeRequest extends Writable {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly shouldKeepAlive: boolean;
  reusedSocket = false;
  socket: SandboxSocket | undefined;
  res: IncomingMessage | undefined;
  readonly #headers: Message['headers'];
  readonly #chunks: Buffer[] = [];
  #isWhole = false;
  #isSent = false;
  #isOver = false;

  constructor(options: RequestOptions, { host, port, defaultPort, agent }: Place) {
    super({ autoDestroy: false, emitClose: false });
    this.method = (options.method ?? 'GET').toUpperCase();
    this.path = options.path ?? '/';
    this.host = host;
    this.#headers = headersOf(options, port === defaultPort ? host : `${host}:${port}`);
    this.shouldKeepAlive = Reflect.get(agent, 'keepAlive') === true;
    const addRequest: unknown = Reflect.get(agent, 'addRequest');
    if (typeof addRequest !== 'function') throw new TypeError('the agent is none of node:http');
    Reflect.apply(addRequest, agent, [this, { ...options, host, port, path: this.path, defaultPort, whole: true }]);
  }

  getHeader(name: string): string | string[] | undefined {
    return this.#headers[name.toLowerCase()];
  }

  /** Called by the agent. */
  onSocket(socket: SandboxSocket | undefined, error?: Error): void {
    process.nextTick(() => this.#take(socket, error));
  }

  #take(socket: SandboxSocket | undefined, error: Error | undefined): void {
    if (socket === undefined || this.destroyed) {
      this.#fail(error ?? hungUp());
      socket?.emit('free');
      return;
    }
    this.socket = socket;
    // By which the agent knows whose it was when it is free.
    Reflect.set(socket, '_httpMessage', this);
    // No byte comes, but its end does.
    socket.resume();
    socket.on('error', this.#onError);
    socket.on('end', this.#onGone);
    socket.on('close', this.#onGone);
    this.emit('socket', socket);
    this.#sendWhenReady();
  }

  readonly #onError = (error: Error): void => this.#fail(error);
  readonly #onGone = (): void => this.#fail(hungUp());

  #fail(error: Error): void {
    if (this.#isOver || this.res !== undefined) return;
    this.#end();
    this.emit('error', error);
    this.emit('close');
  }

  #end(): void {
    this.#isOver = true;
    this.destroyed = true;
    this.socket?.off('end', this.#onGone);
    this.socket?.off('close', this.#onGone);
    // A connection that is done for may still say why: nobody need hear it.
    if (this.res !== undefined) this.socket?.off('error', this.#onError);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#chunks.push(chunk);
    done();
  }

  override _final(done: Done): void {
    this.#isWhole = true;
    this.#sendWhenReady();
    done();
  }

  #sendWhenReady(): void {
    const { socket } = this;
    if (socket === undefined || this.#isSent) return;
    if (socket.connecting) socket.once('connect', () => this.#send(socket));
    else this.#send(socket);
  }

  /** Whoever awaits leave to send the body gets it once the connection stands. */
  #send(socket: SandboxSocket): void {
    if (!this.#isWhole && this.#headers.expect !== undefined) this.emit('continue');
    if (!this.#isWhole || this.#isSent) return;
    this.#isSent = true;
    const { method, path: url } = this;
    const body = Buffer.concat(this.#chunks);
    const message = { method, url, headers: this.#headers, body };
    socket.ask(message, (reply) => this.#answered(socket, reply));
  }

  #answered(socket: SandboxSocket, reply: Reply): void {
    if (this.#isOver || this.destroyed) return;
    const response = responseOf(socket, reply);
    this.res = response;
    response.once('end', () => process.nextTick(() => this.#release(socket)));
    if (!this.emit('response', response)) response.resume();
  }

  #release(socket: SandboxSocket): void {
    if (this.#isOver) return;
    this.#end();
    this.emit('close');
    if (!socket.destroyed) socket.emit('free');
  }

  override destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.res?.resume();
    this.socket?.destroy(error);
    return this;
  }

  abort(): void {
    this.destroy();
  }

  /** Emits `timeout` after so many ms without an answer, from the connection on. */
  setTimeout(ms: number, listener?: () => void): this {
    if (listener !== undefined) this.once('timeout', listener);
    const start = (socket: SandboxSocket) => socket.setTimeout(ms, () => this.emit('timeout'));
    const arm = (socket: SandboxSocket) => {
      if (socket.connecting) socket.once('connect', () => start(socket));
      else start(socket);
    };
    if (this.socket !== undefined) arm(this.socket);
    else this.once('socket', arm);
    return this;
  }

  setNoDelay(): void {}
  setSocketKeepAlive(): void {}
}
