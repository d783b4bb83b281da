import { isList, type Json } from '../json.ts';
import { type Expression, expressionOf, sourceIn } from './expression.ts';

/** A field that may hold expressions, compiled when the machine is created. Parts without any are kept as they are. */
export type Template =
  | Readonly<{ kind: 'constant'; value: Json }>
  | Readonly<{ kind: 'expression'; expression: Expression }>
  | Readonly<{ kind: 'list'; items: readonly Template[] }>
  | Readonly<{ kind: 'object'; members: readonly (readonly [string, Template])[] }>;

export function templateOf(value: Json): Template {
  if (typeof value === 'string') return ofText(value);
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value };
  if (isList(value)) {
    const items = value.map(templateOf);
    return items.every(isConstant) ? { kind: 'constant', value } : { kind: 'list', items };
  }
  const members = Object.entries(value).map(([key, member]) => [key, templateOf(member)] as const);
  return members.every(([, member]) => isConstant(member)) ? { kind: 'constant', value } : { kind: 'object', members };
}

function ofText(text: string): Template {
  const source = sourceIn(text);
  return source === undefined
    ? { kind: 'constant', value: text }
    : { kind: 'expression', expression: expressionOf(source) };
}

const isConstant = (template: Template): boolean => template.kind === 'constant';

export function expressionsIn(template: Template): Expression[] {
  switch (template.kind) {
    case 'constant':
      return [];
    case 'expression':
      return [template.expression];
    case 'list':
      return template.items.flatMap(expressionsIn);
    case 'object':
      return template.members.flatMap(([, member]) => expressionsIn(member));
    default:
      return template satisfies never;
  }
}
