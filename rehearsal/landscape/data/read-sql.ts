import { type Token, tokensOf } from './tokens.ts';

const clauses = new Set(
  'select from where join left right full inner outer cross natural on using group order by having limit offset union all distinct as and or not in is null exists between like ilike case when then else end with recursive asc desc nulls first last true false interval filter over partition any some lateral values fetch rows only current_date current_timestamp at zone cast'.split(
    ' ',
  ),
);

const types = new Set(
  'date timestamp timestamptz time text int integer bigint numeric boolean uuid interval float double precision'.split(
    ' ',
  ),
);

const timeNames = /(?:_at|_on|_time|_date|timestamp)$|^(?:at|date|time|created|updated)$/;
const timeWords = /^(?:now|current_timestamp|current_date|interval|timestamptz|timestamp|date)$/;

/** What a comparison says of a column. `literals`: texts that it is compared with. */
export type Column = Readonly<{
  name: string;
  type: 'bigint' | 'text' | 'timestamptz' | 'boolean';
  literals: readonly string[];
}>;

export type Table = Readonly<{ name: string; columns: readonly Column[] }>;

/** The tables and columns that a SELECT asks for; undefined where they cannot be told from its text. */
export function tablesIn(sql: string): Table[] | undefined {
  const tokens = tokensOf(sql);
  const hidden = commonNames(tokens);
  const references = referencesIn(tokens).filter(({ table }) => !hidden.includes(table));
  const uses = usesIn(tokens, references, hidden);
  if (uses === undefined) return undefined;
  const names = [...new Set(references.map(({ table }) => table))];
  return names.map((name) => {
    const own = Map.groupBy(
      uses.filter(({ table }) => table === name),
      ({ column }) => column,
    );
    const columns = [...own].map(([column, all]): Column => {
      const said = all.map((use) => typeOf(tokens, use));
      const type = said.find((one) => one !== 'bigint') ?? 'bigint';
      return { name: column, type, literals: type === 'text' ? all.flatMap((use) => literalsOf(tokens, use)) : [] };
    });
    return { name, columns };
  });
}

/** Names that WITH gives. */
const commonNames = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((token, index) =>
    isWord(tokens[index + 1], 'as') && tokens[index + 2]?.text === '(' && isPlain(token) ? [token.text] : [],
  );

const isWord = (token: Token | undefined, ...words: string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text);

const isPlain = (token: Token | undefined): token is Token => token?.kind === 'word' && !clauses.has(token.text);

type Reference = Readonly<{ table: string; alias: string; end: number }>;

const referencesIn = (tokens: readonly Token[]): Reference[] =>
  tokens.flatMap((token, index) => {
    if (!isWord(token, 'from', 'join')) return [];
    const found: Reference[] = [];
    let next = referenceAt(tokens, index + 1);
    while (next !== undefined) {
      found.push(next);
      next = tokens[next.end]?.text === ',' ? referenceAt(tokens, next.end + 1) : undefined;
    }
    return found;
  });

/** A table after FROM, JOIN or a comma; undefined where a subquery or a function stands. */
function referenceAt(tokens: readonly Token[], start: number): Reference | undefined {
  const first = tokens[start];
  if (!isPlain(first)) return undefined;
  const second = tokens[start + 2];
  const hasSchema = tokens[start + 1]?.text === '.' && isPlain(second);
  const table = hasSchema ? `${first.text}.${second.text}` : first.text;
  const end = start + (hasSchema ? 3 : 1);
  if (tokens[end]?.text === '(') return undefined;
  const at = isWord(tokens[end], 'as') ? end + 1 : end;
  const named = tokens[at];
  return isPlain(named)
    ? { table, alias: named.text, end: at + 1 }
    : { table, alias: table.split('.').at(-1) ?? table, end };
}

type Use = Readonly<{ table: string; column: string; at: number }>;

function usesIn(
  tokens: readonly Token[],
  references: readonly Reference[],
  hidden: readonly string[],
): Use[] | undefined {
  const tableOf = new Map(references.map(({ alias, table }) => [alias, table]));
  const tables = [...new Set(references.map(({ table }) => table))];
  const own = new Set([...tableOf.keys(), ...tables.flatMap((table) => table.split('.')), ...hidden]);
  const uses: Use[] = [];
  for (const [index, token] of tokens.entries()) {
    const qualifier = tokens[index - 2];
    if (token.kind !== 'word') continue;
    if (tokens[index - 1]?.text === '.' && qualifier !== undefined) {
      const table = tableOf.get(qualifier.text);
      if (table !== undefined && tokens[index + 1]?.text !== '.') uses.push({ table, column: token.text, at: index });
      continue;
    }
    if (!isPlain(token) || own.has(token.text) || types.has(token.text) || !isOperand(tokens, index)) continue;
    const [only, another] = tables;
    if (only === undefined || another !== undefined) return undefined;
    uses.push({ table: only, column: token.text, at: index });
  }
  return uses;
}

function isOperand(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.text;
  const after = tokens[index + 1]?.text;
  return after !== '(' && after !== '.' && before !== '.' && before !== '::' && before !== 'as';
}

/** What stands beside a column within its comparison. */
function typeOf(tokens: readonly Token[], { column, at }: Use): Column['type'] {
  const near = tokens.slice(at + 1, at + 6);
  const stop = near.findIndex((token) => isWord(token, 'and', 'or', 'where', 'group', 'order'));
  const beside = stop < 0 ? near : near.slice(0, stop);
  if (beside.some((token) => timeWords.test(token.text)) || timeNames.test(column)) return 'timestamptz';
  if (beside.some((token) => token.kind === 'text') || beside.some((token) => isWord(token, 'like', 'ilike')))
    return 'text';
  if (/^(?:is|has)_/.test(column) || beside.some((token) => isWord(token, 'true', 'false'))) return 'boolean';
  return 'bigint';
}

function literalsOf(tokens: readonly Token[], { at }: Use): string[] {
  const [operator, literal] = tokens.slice(at + 1, at + 3);
  return operator?.text === '=' && literal?.kind === 'text' ? [literal.text] : [];
}
