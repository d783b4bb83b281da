import { isObject } from '../../is-object.ts';
import { invalid } from '../faults.ts';

const step = /\.([A-Za-z0-9_/-]+)|\[(\d+)\]|\.(\*)|\[(\*)\]/y;

type Step = Readonly<{ kind: 'field'; name: string } | { kind: 'index'; index: number } | { kind: 'every' }>;

export type EventPath = Readonly<{ text: string; steps: readonly Step[] }>;

/**
 * The part of JSONPath that EventBridge reads: dots, dashes, slashes, indices and wildcards, no names in brackets
 * (docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html, …/APIReference/API_InputTransformer.html).
 * Throws ValidationException.
 */
export function parsePath(text: string): EventPath {
  const steps: Step[] = [];
  step.lastIndex = 1;
  while (text.startsWith('$') && step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) break;
    const [, name, index, dotStar, star = dotStar] = match;
    if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else if (star !== undefined) steps.push({ kind: 'every' });
    else steps.push({ kind: 'field', name: name ?? '' });
    if (step.lastIndex === text.length) return { text, steps };
  }
  if (text === '$') return { text, steps };
  throw invalid(`Invalid JSONPath: ${text}`);
}

/** What lies there: all that a wildcard finds as a list; undefined where there is nothing. */
export function valueAt({ steps }: EventPath, root: unknown): unknown {
  const found = steps.reduce<readonly unknown[]>(
    (values, one) => values.flatMap((value) => childrenOf(value, one)),
    [root],
  );
  return steps.some(({ kind }) => kind === 'every') ? found : found[0];
}

function childrenOf(value: unknown, one: Step): readonly unknown[] {
  if (one.kind === 'every') return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  if (one.kind === 'index') return Array.isArray(value) && one.index < value.length ? [value[one.index]] : [];
  return isObject(value) && Object.hasOwn(value, one.name) ? [value[one.name]] : [];
}
