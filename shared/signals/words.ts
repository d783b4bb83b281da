import type { CallError } from '../domain/judge-call-error.ts';

/** Why a look gave nothing. */
export const whyUnreadable = ({ error, message }: CallError): string => (error === 'NoAnswerInTime' ? message : error);
