import { onOneLine } from '../domain/outside-text.ts';

/**
 * Text from people and from AWS must not become a table, a heading, a list or a link, and shows all that it holds. An address that is
 * written out is one to many readers, so it is taken apart, too.
 */
export const safe = (text: string): string =>
  onOneLine(text)
    .replace(/([\\`*_{}[\]<>#|!~&$])/g, '\\$1')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`)
    // What would make a list, a rule or a heading of a text that begins with it.
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))|^(?=[-+=])/, '$1\\');

export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
