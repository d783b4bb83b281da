import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * One end of a connection in memory. Bytes go to the other end as TCP would bring them: in order, with back-pressure, an end
 * of stream after them. Not modelled: latency, loss, segments, a reset. An end whose other end was destroyed reads the end
 * of the stream, and what it writes then goes nowhere.
 */
export class End extends Duplex {
  #peer: End | undefined;
  #isSilent = false;
  /** The other end's writer, which waits until this end has read. */
  #writer: Done | undefined;

  /** Ties two ends to each other; what was written before arrives now. */
  static tie(left: End, right: End): void {
    left.#peer = right;
    right.#peer = left;
  }

  /** From now on nothing passes, either way, for good: no byte, no end of stream, no error. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  protected get isSilent(): boolean {
    return this.#isSilent;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    const peer = this.#reachablePeer();
    if (peer === undefined) done();
    else peer.#take(chunk, done);
  }

  override _final(done: Done): void {
    this.#reachablePeer()?.push(null);
    done();
  }

  override _read(): void {
    this.#releaseWriter();
  }

  override _destroy(error: Error | null, done: Done): void {
    const peer = this.#reachablePeer();
    if (peer !== undefined && !this.writableFinished) peer.push(null);
    this.#releaseWriter();
    done(error);
  }

  #reachablePeer(): End | undefined {
    const peer = this.#peer;
    return this.#isSilent || peer === undefined || peer.destroyed || peer.readableEnded ? undefined : peer;
  }

  #take(chunk: Buffer, done: Done): void {
    if (this.push(chunk)) done();
    else this.#writer = done;
  }

  #releaseWriter(): void {
    const writer = this.#writer;
    this.#writer = undefined;
    writer?.();
  }
}
