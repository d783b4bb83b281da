import { AwsFault } from '../../call.ts';

export const invalidInput = (message: string): AwsFault => new AwsFault('InvalidInput', message);

/** The wire leaves members out that the client left out; what Route 53 requires is checked here. */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined) throw invalidInput(`Invalid request: Missing field '${member}'`);
  return value;
}

export const invalidChangeBatch = (messages: readonly string[]): AwsFault =>
  new AwsFault('InvalidChangeBatch', `[${messages.join(', ')}]`, { fields: { messages } });

export const noSuchHealthCheck = (id: string): AwsFault =>
  new AwsFault('NoSuchHealthCheck', `No health check exists with the ID: ${id}`, { status: 404 });
