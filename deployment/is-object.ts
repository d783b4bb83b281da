/** An object or a list, of whatever shape: what may be asked for its members. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
