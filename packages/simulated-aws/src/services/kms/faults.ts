import { AwsFault } from '../../call.ts';

export const notFound = (what: string): AwsFault => new AwsFault('NotFoundException', `${what} is not found.`);

export const disabled = (arn: string): AwsFault => new AwsFault('DisabledException', `${arn} is disabled.`);

export const pendingDeletion = (arn: string): AwsFault =>
  new AwsFault('KMSInvalidStateException', `${arn} is pending deletion.`);

export const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);
