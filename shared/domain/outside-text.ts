import { withoutSecrets } from './without-secrets.ts';

/** Longer texts are not looked at to their end: what is kept of them is shorter by far. */
const looked = 8000;

/** With nothing that begins a line, moves a cursor, colours a terminal, turns the direction of writing or hides. */
export const visible = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]+/gu, ' ');

export const onOneLine = (text: string): string => visible(text).trim();

export const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;

/**
 * What AWS, a database, a service or a machine said, as far as it is fit to be kept: on one line, without what looks like a secret, and
 * cut. Whatever comes from outside goes through here on its way into ledger, notices, records and logs.
 */
export const outsideText = (text: string, longest = 300): string =>
  cut(onOneLine(withoutSecrets(text.slice(0, looked))).replace(/\s+/g, ' '), longest);
