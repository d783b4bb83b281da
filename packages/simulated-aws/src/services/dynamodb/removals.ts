import type { Json } from './store.ts';

/**
 * The store carries out an update path by path, as it stands: after REMOVE l[0] the former l[1] is l[0]. DynamoDB takes all paths
 * of the item as it was. So clauses that remove come last here, and of one list the last element first.
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
const clause = /(?<![#:\w.])(SET|REMOVE|ADD|DELETE)(?![\w.])/i;

/** What the store is asked instead. */
export function withRemovalsLast(input: Json): Json {
  const { UpdateExpression: expression } = input;
  if (typeof expression !== 'string' || !/\[/.test(expression)) return input;
  return { ...input, UpdateExpression: removeLast(expression) };
}

function removeLast(expression: string): string {
  const [before = '', ...parts] = expression.split(clause);
  if (before.trim() !== '') return expression;
  const clauses = Array.from({ length: parts.length / 2 }, (_, at) => [parts[2 * at] ?? '', parts[2 * at + 1] ?? '']);
  const others = clauses.filter(([word]) => word?.toUpperCase() !== 'REMOVE').map((one) => one.join(''));
  const removals = clauses
    .filter(([word]) => word?.toUpperCase() === 'REMOVE')
    .map(([word, paths = '']) => `${word} ${paths.split(',').toSorted(compare).join(',')}`);
  return [...others, ...removals].join(' ');
}

/** Later elements before earlier ones, and what lies within an element before the element. */
function compare(left: string, right: string): number {
  const [ours, theirs] = [steps(left), steps(right)];
  for (const [at, step] of ours.entries()) {
    const other = theirs[at];
    if (other === undefined) return -1;
    const [index, otherIndex] = [indexIn(step), indexIn(other)];
    if (index !== undefined && otherIndex !== undefined && index !== otherIndex) return otherIndex - index;
    if (step !== other) return step < other ? -1 : 1;
  }
  return ours.length - theirs.length;
}

const steps = (path: string): readonly string[] => path.match(/\[\s*\d+\s*\]|[^.[\]\s]+/g) ?? [];
const indexIn = (step: string): number | undefined => (step.startsWith('[') ? Number(step.slice(1, -1)) : undefined);
