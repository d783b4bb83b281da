import { Transform, type TransformCallback } from 'node:stream';
import type { Clock, Timer } from '../clock/clock.ts';

type Held = Readonly<{ chunk: Buffer; timer: Timer }>;

/** Holds bytes back for a time on the clock that may be changed, and never lets one overtake another. */
export class DelayLine extends Transform {
  readonly #clock: Clock;
  readonly #delayMs: () => number;
  readonly #held: Held[] = [];
  #lastDueAt = 0;
  #ended: (() => void) | undefined;

  constructor(clock: Clock, delayMs: () => number) {
    super();
    this.#clock = clock;
    this.#delayMs = delayMs;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const now = this.#clock.now();
    const dueAt = Math.max(this.#lastDueAt, now + this.#delayMs());
    this.#lastDueAt = dueAt;
    if (dueAt <= now && this.#held.length === 0) this.push(chunk);
    else this.#held.push({ chunk, timer: this.#clock.after(dueAt - now, () => this.#release()) });
    done();
  }

  #release(): void {
    const first = this.#held.shift();
    if (first !== undefined) this.push(first.chunk);
    if (this.#held.length === 0) this.#ended?.();
  }

  override _flush(done: TransformCallback): void {
    if (this.#held.length === 0) done();
    else this.#ended = done;
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    for (const { timer } of this.#held) timer.cancel();
    this.#held.length = 0;
    done(error);
  }
}
