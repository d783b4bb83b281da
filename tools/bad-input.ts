/** What was given cannot be used, and why: for people, without a trace. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** A slip on the command line, in one line. `command` as a person types it. */
export const slipIn = (error: unknown, command: string): BadInput =>
  new BadInput(`${(error instanceof Error ? error.message : String(error)).split('. ')[0]}. See: ${command} -- --help`);
