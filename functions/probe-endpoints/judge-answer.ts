import type { EndpointAnswer } from '../../shared/aws/ask-endpoint.ts';

/** Failures of our own side, and what we do not ask: they say nothing about the service. */
const ownFailures = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EMFILE', 'EADDRNOTAVAIL', 'ENOTASKABLE']);

/** What an ask tells of the service; `unknown` when it was our own side that failed. */
export type ProbeVerdict = 'good' | 'bad' | 'unknown';

export function judgeAnswer({ status, body }: EndpointAnswer, contains: string | undefined): ProbeVerdict {
  const isAnswered = status >= 200 && status <= 399;
  return isAnswered && (contains === undefined || body.includes(contains)) ? 'good' : 'bad';
}

export const judgeAskError = (error: unknown): ProbeVerdict =>
  error instanceof Error && 'code' in error && ownFailures.has(String(error.code)) ? 'unknown' : 'bad';
