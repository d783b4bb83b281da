import { AwsFault } from '../../call.ts';

export const notFound = (what: string): AwsFault => new AwsFault('NotFoundException', `${what} is not found.`);

export const disabled = (arn: string): AwsFault => new AwsFault('DisabledException', `${arn} is disabled.`);

export const pendingDeletion = (arn: string): AwsFault =>
  new AwsFault('KMSInvalidStateException', `${arn} is pending deletion.`);

export const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);

/** docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html: asked last, once all else has been found right. */
export function refuseDry({ DryRun }: Readonly<{ DryRun?: boolean | undefined }>): void {
  if (DryRun === true)
    throw new AwsFault('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.', {
      status: 412,
    });
}
