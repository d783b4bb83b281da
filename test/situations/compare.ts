import { isObject } from '../../deployment/is-object.ts';

/** Each leaf of what was expected or seen, by its path. Of a list its length is a leaf, too: an empty one expects nothing. */
export const leavesOf = (value: unknown, path = ''): [string, string][] => {
  const below = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) {
    const items = value.flatMap((item: unknown, index) => leavesOf(item, below(index)));
    return [[below('length'), String(value.length)], ...items];
  }
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => leavesOf(item, below(key)));
  return [[path, String(value)]];
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether the text is as the pattern says; … stands for anything. */
const isAsSaid = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('…').map(literal).join('.*')}$`, 's').test(text);

export type Compared = Readonly<{
  /** Paths of the expectations that were held against something that was seen. */
  looked: readonly string[];
  /** In words; none: all is as it was said, and nothing is there that was not said. */
  differences: readonly string[];
}>;

/** Holds everything that was seen against everything that was expected, both ways. */
export const compare = (expected: unknown, seen: unknown): Compared => {
  const found = new Map(leavesOf(seen));
  const wanted = leavesOf(expected);
  const looked = wanted.flatMap(([path]) => (found.has(path) ? [path] : []));
  const wrong = wanted.flatMap(([path, pattern]) => {
    const text = found.get(path);
    if (text === undefined) return [`${path}: expected ${pattern}, and there is none`];
    return isAsSaid(pattern, text) ? [] : [`${path}: expected ${pattern}\n    but it is ${text}`];
  });
  const named = new Set(wanted.map(([path]) => path));
  const more = [...found].flatMap(([path, text]) =>
    named.has(path) ? [] : [`${path}: not expected, and it is ${text}`],
  );
  return { looked, differences: [...wrong, ...more] };
};
