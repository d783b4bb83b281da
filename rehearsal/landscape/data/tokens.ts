const pattern =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'((?:[^']|'')*)'|"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_$]*)|(\d+(?:\.\d+)?)|(::|<=|>=|<>|!=|\|\||[^\s])/g;

/** `word`: in lower case, unless it was quoted. `text`: a literal, without its quotes. */
export type Token = Readonly<{ kind: 'word' | 'text' | 'number' | 'sign'; text: string }>;

/** The words of a statement, its comments left out. */
export const tokensOf = (sql: string): Token[] => [...sql.matchAll(pattern)].flatMap((match) => tokenOf(match) ?? []);

function tokenOf([, text, quoted, word, number, sign]: RegExpMatchArray): Token | undefined {
  if (text !== undefined) return { kind: 'text', text: text.replaceAll("''", "'") };
  if (quoted !== undefined) return { kind: 'word', text: quoted.replaceAll('""', '"') };
  if (word !== undefined) return { kind: 'word', text: word.toLowerCase() };
  if (number !== undefined) return { kind: 'number', text: number };
  return sign === undefined ? undefined : { kind: 'sign', text: sign };
}
