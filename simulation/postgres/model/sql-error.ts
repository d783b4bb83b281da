/** An error as PostgreSQL reports it (postgresql.org/docs/18/errcodes-appendix.html). */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** As everywhere in the simulation: what is not modelled is refused by name. */
export const notModelled = (what: string): SqlError => new SqlError('0A000', `NotSimulated: ${what}`);
