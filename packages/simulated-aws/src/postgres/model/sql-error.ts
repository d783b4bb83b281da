/** An error as PostgreSQL reports it (postgresql.org/docs/18/errcodes-appendix.html). */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The process of a session ends without a word, as by a segmentation fault. The postmaster then ends all others and starts anew
 * (postgresql.org/docs/18/runtime-config-error-handling.html, restart_after_crash); the model is back at once.
 */
export class BackendCrash extends Error {
  override readonly name = 'BackendCrash';
}

/** As everywhere in the simulation: what is not modelled is refused by name. */
export const notModelled = (what: string): SqlError => new SqlError('0A000', `NotSimulated: ${what}`);
