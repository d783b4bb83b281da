/** What setTimeout, setInterval and setImmediate answer: Node's Timeout, as far as code uses it. */
export class SandboxTimer {
  readonly #id: number;
  readonly #arm: () => () => void;
  #disarm: () => void;
  constructor(id: number, arm: () => () => void) {
    this.#id = id;
    this.#arm = arm;
    this.#disarm = arm();
  }
  close(): this {
    this.#disarm();
    return this;
  }
  refresh(): this {
    this.#disarm();
    this.#disarm = this.#arm();
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  [Symbol.toPrimitive](): number {
    return this.#id;
  }
  [Symbol.dispose](): void {
    this.#disarm();
  }
}
