import { AwsFault } from '../../call.ts';

export const invalidPattern = (reason: string): AwsFault =>
  new AwsFault('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

export const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);

export const notFound = (what: string): AwsFault =>
  new AwsFault('ResourceNotFoundException', `${what} does not exist.`);
