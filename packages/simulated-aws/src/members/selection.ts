const everything = '**';
const eachValue = '*';

/**
 * The members of an operation's input that are modelled: `Name Tags{Key Value}`. Names in braces are the members of a structure, of
 * each structure of a list, or after `*` of each value of a map. `{**}` takes a value as it is, whatever it is made of. Without
 * braces a member is a value, or a list or a map of values.
 */
export type MemberTable = Readonly<Record<string, string>>;

/** Undefined: a value that is not looked into. */
export type Selection = ReadonlyMap<string, Selection | undefined>;

export function parseSelection(text: string): Selection {
  const reader = { tokens: text.match(/[{}]|[^\s{}]+/g) ?? [], at: 0 };
  const members = readMembers(reader);
  if (reader.at < reader.tokens.length) throw new Error(`a brace too many in ${text}`);
  return members;
}

type Reader = { readonly tokens: readonly string[]; at: number };

function readMembers(reader: Reader): Selection {
  const members = new Map<string, Selection | undefined>();
  for (;;) {
    const name = reader.tokens[reader.at];
    if (name === undefined || name === '}') return members;
    reader.at += 1;
    if (reader.tokens[reader.at] !== '{') {
      members.set(name, undefined);
      continue;
    }
    reader.at += 1;
    members.set(name, readMembers(reader));
    if (reader.tokens[reader.at] !== '}') throw new Error(`the braces of ${name} are not closed`);
    reader.at += 1;
  }
}

/** The first member that a selection does not have, with the way to it; undefined where it has all. */
export function outside(value: unknown, selection: Selection): string | undefined {
  if (selection.has(everything)) return undefined;
  if (Array.isArray(value)) return firstOf(value, (one) => outside(one, selection));
  if (!isRecord(value)) return undefined;
  const each = selection.get(eachValue);
  return firstOf(Object.entries(value), ([name, given]) => {
    if (given === undefined) return undefined;
    if (each !== undefined) return below(name, given, each);
    return selection.has(name) ? below(name, given, selection.get(name)) : name;
  });
}

function firstOf<T>(all: Iterable<T>, outside: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = outside(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function below(name: string, value: unknown, selection: Selection | undefined): string | undefined {
  const inner = selection === undefined ? undefined : outside(value, selection);
  return inner === undefined ? undefined : `${name}.${inner}`;
}
