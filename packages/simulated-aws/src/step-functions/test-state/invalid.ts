import { AwsFault } from '../../call.ts';

export const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);
