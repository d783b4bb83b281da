import { cut, outsideText } from './outside-text.ts';

const longest = 120;

/**
 * The beginning of an answer, for a person who has to find out what is wrong: without what looks like a secret, and without what is too
 * long for a word. Whole answers are never kept.
 */
export const snippet = (text: string): string => cut(outsideText(text, 2000).replace(/[\w+/=.-]{24,}/g, '…'), longest);
