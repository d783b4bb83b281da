import { describe, expect, it } from 'vitest';
import { defined } from '../../../shared/contracts/defined.ts';
import { isFinal, judgeCallError, outcomeOf } from '../../../shared/domain/judge-call-error.ts';

describe('a call that failed with', () => {
  it.each([
    { error: 'AccessDenied', status: 403, kind: 'denied', outcome: 'rejected', final: true },
    { error: 'AccessDeniedException', status: 400, kind: 'denied', outcome: 'rejected', final: true },
    { error: 'AuthorizationErrorException', status: 403, kind: 'denied', outcome: 'rejected', final: true },
    { error: 'UnknownError', status: 403, kind: 'denied', outcome: 'rejected', final: true },
    { error: 'KMSKeyNotAccessibleFault', status: 400, kind: 'denied', outcome: 'rejected', final: true },
    { error: 'DecryptionFailure', status: 400, kind: 'denied', outcome: 'rejected', final: true },
    { error: 'EncryptionFailure', status: 400, kind: 'denied', outcome: 'rejected', final: true },
    { error: '28P01', kind: 'denied', outcome: 'rejected', final: true },
    { error: 'ValidationException', status: 400, kind: 'invalid', outcome: 'rejected', final: true },
    { error: 'InvalidParameterValue', status: 400, kind: 'invalid', outcome: 'rejected', final: true },
    { error: 'NotSimulated', status: 501, kind: 'invalid', outcome: 'rejected', final: true },
    { error: '42P01', kind: 'invalid', outcome: 'rejected', final: true },
    { error: 'DBInstanceNotFoundFault', status: 404, kind: 'missing', outcome: 'rejected', final: true },
    { error: 'NoSuchBucket', status: 404, kind: 'missing', outcome: 'rejected', final: true },
    { error: 'ResourceNotFoundException', status: 400, kind: 'missing', outcome: 'rejected', final: true },
    { error: 'Throttling', status: 400, kind: 'throttled', outcome: 'rejected', final: false },
    { error: 'ThrottlingException', status: 403, kind: 'throttled', outcome: 'rejected', final: false },
    { error: 'SlowDown', status: 503, kind: 'throttled', outcome: 'rejected', final: false },
    { error: 'PriorRequestNotComplete', status: 400, kind: 'throttled', outcome: 'rejected', final: false },
    { error: 'InvalidDBInstanceStateFault', status: 400, kind: 'busy', outcome: 'rejected', final: false },
    { error: 'InvalidChangeBatch', status: 400, kind: 'busy', outcome: 'rejected', final: false },
    { error: 'PreconditionFailed', status: 412, kind: 'busy', outcome: 'rejected', final: false },
    { error: 'ExpiredTokenException', status: 403, kind: 'busy', outcome: 'rejected', final: false },
    { error: 'InternalFailure', status: 500, kind: 'broken', outcome: 'unknown', final: false },
    { error: 'ServiceUnavailable', status: 503, kind: 'broken', outcome: 'unknown', final: false },
    { error: 'TimeoutError', kind: 'unanswered', outcome: 'unknown', final: false },
    { error: 'ECONNRESET', kind: 'unanswered', outcome: 'unknown', final: false },
    { error: 'Error', kind: 'unanswered', outcome: 'unknown', final: false },
    { error: 'ENOTFOUND', kind: 'notSent', outcome: 'rejected', final: false },
    { error: 'ECONNREFUSED', kind: 'notSent', outcome: 'rejected', final: false },
  ])('$error ($status) is $kind', ({ error, status, kind, outcome, final }) => {
    const failure = { error, message: '', ...defined({ status }) };
    expect(judgeCallError(failure)).toBe(kind);
    expect(outcomeOf(failure)).toBe(outcome);
    expect(isFinal(failure)).toBe(final);
  });
});
