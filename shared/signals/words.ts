import type { CallError } from '../domain/judge-call-error.ts';

const longest = 300;

/** What others say, on one line: SetAlarmState takes any text, and control characters would forge lines of a notice. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, longest);

/** Why a look gave nothing. */
export const whyUnreadable = ({ error, message }: CallError): string => (error === 'NoAnswerInTime' ? message : error);
