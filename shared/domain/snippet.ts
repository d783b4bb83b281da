const longest = 120;

/**
 * The beginning of an answer, for a person who has to find out what is wrong: on one line, without what looks like a secret.
 * Whole answers are never kept.
 */
export const snippet = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(
      /((?:password|passwd|secret|token|authorization|api[-_]?key|cookie)[^\s:=]{0,20}\s*[:=]\s*)("[^"]*"|\S+( \S+)?)/gi,
      '$1…',
    )
    .replace(/[\w+/=.-]{24,}/g, '…')
    .trim()
    .slice(0, longest);
