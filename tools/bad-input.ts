/** What was given cannot be used, and why: for people, without a trace. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}
