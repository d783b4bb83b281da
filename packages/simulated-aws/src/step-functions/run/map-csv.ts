/**
 * How Step Functions reads delimited text: docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html.
 * Quotes enclose delimiters and newlines and stand for themselves when repeated, also where nothing is enclosed. A backslash
 * escapes itself, a quote or the delimiter, and vanishes before anything else.
 */
type Cursor = { text: string; at: number };

/** Rows of fields; lines with nothing in them are none. */
export function readRows(text: string, delimiter: string): string[][] {
  const cursor: Cursor = { text, at: 0 };
  const rows: string[][] = [];
  while (cursor.at < text.length) {
    const row = readRow(cursor, delimiter);
    if (row.length > 1 || row[0] !== '') rows.push(row);
  }
  return rows;
}

/** The cursor stands behind the newline afterwards. */
function readRow(cursor: Cursor, delimiter: string): string[] {
  const row = [readField(cursor, delimiter)];
  while (cursor.text.charAt(cursor.at) === delimiter) {
    cursor.at += 1;
    row.push(readField(cursor, delimiter));
  }
  if (cursor.text.charAt(cursor.at) === '\r') cursor.at += 1;
  if (cursor.text.charAt(cursor.at) === '\n') cursor.at += 1;
  return row;
}

/** One field from the cursor on, which is left at the delimiter, the newline or the end. */
function readField(cursor: Cursor, delimiter: string): string {
  const { text } = cursor;
  let field = '';
  let isQuoted = text.charAt(cursor.at) === '"';
  if (isQuoted) cursor.at += 1;
  for (; cursor.at < text.length; cursor.at += 1) {
    const character = text.charAt(cursor.at);
    const following = text.charAt(cursor.at + 1);
    if (character === '\\' || (character === '"' && following === '"')) {
      field += following;
      cursor.at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === delimiter || character === '\n' || character === '\r')) return field;
    else field += character;
  }
  return field;
}

/** Missing fields are empty, those beyond the header are left out. */
export const recordsOf = (rows: readonly (readonly string[])[], header: readonly string[]): Record<string, string>[] =>
  rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
