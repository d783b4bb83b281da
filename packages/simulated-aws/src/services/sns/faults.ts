import { AwsFault } from '../../call.ts';

export const invalidParameter = (what: string): AwsFault =>
  new AwsFault('InvalidParameterException', `Invalid parameter: ${what}`);
