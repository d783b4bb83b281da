import { attributeOf, refOf, type Scope } from './scope.ts';

const placeholder = /\$\{(!?)([^}]+)\}/g;

/** The names between `${` and `}`, without those that `${!…}` keeps literal. */
export const namesIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].filter((match) => match[1] === '').map((match) => (match[2] ?? '').trim());

/** Fn::Sub: a name of its own map first, then a reference, with a dot an attribute; `${!Literal}` stays `${Literal}`. */
export const substitute = (text: string, own: Readonly<Record<string, unknown>>, scope: Scope): string =>
  text.replaceAll(placeholder, (_whole, literal: string, inner: string) => {
    const name = inner.trim();
    if (literal === '!') return `\${${inner}}`;
    if (name in own) return String(own[name]);
    return String(name.includes('.') ? attributeOf(name, scope) : refOf(name, scope));
  });
