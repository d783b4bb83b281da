import jsonata from 'jsonata';
import { isObject } from '../is-object.ts';
import type { NamedState } from './asl.ts';

/** Functions of JSONata that Step Functions has, with its own: docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const functions = new Set(
  `sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match
  contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power
  random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert
  type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl toMillis
  fromMillis now millis partition range hash uuid parse`.split(/\s+/),
);

const nested = ['States', 'ItemProcessor', 'Branches'];

/** Variables that nobody assigns and functions that do not exist: asl-validator does not look for them. */
export function lintExpressions(states: readonly NamedState[]): string[] {
  const known = new Set(['states', ...functions, ...states.flatMap(assignedBy)]);
  return states.flatMap(({ name, state }) =>
    expressionsIn(state).flatMap(({ field, text }) => {
      const ast: unknown = jsonata(text.replace(/\$\{\w+\}/g, '0')).ast();
      return variablesIn(ast, [])
        .filter((variable) => !known.has(variable))
        .map((variable) => `${name}.${field}: $${variable} is neither assigned nor a function`);
    }),
  );
}

function assignedBy({ state }: NamedState): string[] {
  const holders: unknown[] = [state, ...(state.Catch ?? []), ...(Array.isArray(state.Choices) ? state.Choices : [])];
  return holders.flatMap((holder) => (isObject(holder) && isObject(holder.Assign) ? Object.keys(holder.Assign) : []));
}

/** The text between `{%` and `%}` of every expression in a state, with the field that holds it. */
function expressionsIn(value: unknown, field = ''): { field: string; text: string }[] {
  if (typeof value === 'string') return value.startsWith('{%') ? [{ field, text: value.slice(2, -2) }] : [];
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([key]) => !nested.includes(key))
    .flatMap(([key, inner]) => expressionsIn(inner, field === '' ? key : `${field}.${key}`));
}

function variablesIn(node: unknown, bound: readonly string[]): string[] {
  if (Array.isArray(node)) return node.flatMap((one) => variablesIn(one, bound));
  if (!isObject(node)) return [];
  const scope = [...bound, ...namesBoundBy(node)];
  const own = node.type === 'variable' && node.value !== '' && node.value !== '$' ? [String(node.value)] : [];
  return [
    ...own.filter((name) => !scope.includes(name)),
    ...Object.values(node).flatMap((inner) => variablesIn(inner, scope)),
  ];
}

type Node = Record<string, unknown>;

function namesBoundBy(node: Node): string[] {
  const binds = node.type === 'lambda' ? node.arguments : node.type === 'block' ? node.expressions : [];
  return (Array.isArray(binds) ? binds : []).flatMap((bind: unknown) => {
    const variable = isObject(bind) && bind.type === 'bind' ? bind.lhs : bind;
    return isObject(variable) && variable.type === 'variable' ? [String(variable.value)] : [];
  });
}
