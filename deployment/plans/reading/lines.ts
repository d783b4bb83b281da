import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
} from 'yaml';

type Path = readonly PropertyKey[];

/** Counts from 1. */
export function lineOf(
  { document, lines }: Readonly<{ document: Document; lines: LineCounter }>,
  path: Path,
  isField = false,
): number {
  const range = nodeAt({ document, path, isField })?.range;
  return range ? lines.linePos(range[0]).line : 1;
}

type Wanted = Readonly<{ document: Document; path: Path; isField: boolean }>;

/** The deepest node on the path that the author wrote. `isField`: the key itself is meant, and not what it holds. */
function nodeAt(wanted: Wanted): Node | undefined {
  const { document, path, isField } = wanted;
  let found: Node | undefined = document.contents ?? undefined;
  let node = found;
  for (const [depth, key] of path.entries()) {
    if (node === undefined || (isAlias(node) && !isWithin(node, depth, wanted))) return found;
    const target: Node | undefined = isAlias(node) ? node.resolve(document) : node;
    const child = target && childOf(target, key);
    if (child === undefined) return found;
    node = child.node;
    found = isField && depth === path.length - 1 ? (child.key ?? node) : node;
  }
  // What the schema says of a whole step is a mistake where the step is written.
  return isField && isAlias(found) ? found.resolve(document) : found;
}

/** Whether the mistake is within what the alias stands for; a complaint about all of it is one of the place where the alias stands. */
function isWithin(alias: Alias, depth: number, { document, path, isField }: Wanted): boolean {
  const [key, ...rest] = path.slice(depth);
  return isField || rest.length > 0 || (key !== undefined && isScalarBehind(alias, key, document));
}

/** A field that is wrong where it is written, and not by the place to which an alias has brought it. */
function isScalarBehind(alias: Alias, key: PropertyKey, document: Document): boolean {
  const target = alias.resolve(document);
  return target !== undefined && isScalar(childOf(target, key)?.node);
}

type Step = Readonly<{ node: Node; key: Node | undefined }>;

function childOf(node: Node, key: PropertyKey): Step | undefined {
  if (isSeq(node)) {
    const child = node.items[Number(key)];
    return isNode(child) ? { node: child, key: undefined } : undefined;
  }
  const pair = pairOf(node, key);
  if (pair === undefined) return undefined;
  const at = isNode(pair.key) ? pair.key : undefined;
  const child = isNode(pair.value) ? pair.value : at;
  return child === undefined ? undefined : { node: child, key: at };
}

const pairOf = (node: Node, key: PropertyKey): Pair | undefined =>
  isMap(node) ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key)) : undefined;
