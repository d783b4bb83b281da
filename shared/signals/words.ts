import type { CallError } from '../domain/judge-call-error.ts';
import { outsideText } from '../domain/outside-text.ts';

/** What others say: SetAlarmState takes any text. */
export const oneLine = (text: string): string => outsideText(text);

/** Why a look gave nothing. */
export const whyUnreadable = ({ error, message }: CallError): string => (error === 'NoAnswerInTime' ? message : error);
