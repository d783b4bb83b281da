import type { StateValue } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRule } from '../../../../src/services/cloudwatch/alarms/composite-rule.ts';

type Rule =
  | Readonly<{ kind: 'constant'; value: boolean }>
  | Readonly<{ kind: 'state'; state: StateValue; name: string }>
  | Readonly<{ kind: 'NOT'; of: Rule }>
  | Readonly<{ kind: 'AND' | 'OR'; left: Rule; right: Rule }>;

const states: readonly StateValue[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const names = ['api', 'two words', 'say "no"', String.raw`back\slash`, '(bracket)'] as const;

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({
      kind: fc.constant('state' as const),
      state: fc.constantFrom(...states),
      name: fc.constantFrom(...names),
    }),
    fc.record({ kind: fc.constant('NOT' as const), of: tie('rule') }),
    fc.record({ kind: fc.constantFrom('AND' as const, 'OR' as const), left: tie('rule'), right: tie('rule') }),
  ),
}));

const bindings = { OR: 0, AND: 1, NOT: 2, state: 3, constant: 3 } as const;

const quoted = (name: string): string => `"${name.replace(/["\\]/g, String.raw`\$&`)}"`;

/** With as few parentheses as the order of the operators allows. */
const print = (of: Rule): string => {
  const inside = (part: Rule): string => (bindings[part.kind] < bindings[of.kind] ? `(${print(part)})` : print(part));
  switch (of.kind) {
    case 'constant':
      return of.value ? 'TRUE' : 'FALSE';
    case 'state':
      return `${of.state}(${quoted(of.name)})`;
    case 'NOT':
      return `NOT ${inside(of.of)}`;
    case 'AND':
    case 'OR':
      return `${inside(of.left)} ${of.kind} ${inside(of.right)}`;
    default:
      return of satisfies never;
  }
};

type Known = Readonly<Record<string, StateValue>>;

const meaning = (of: Rule, known: Known): boolean => {
  switch (of.kind) {
    case 'constant':
      return of.value;
    case 'state':
      return known[of.name] === of.state;
    case 'NOT':
      return !meaning(of.of, known);
    case 'AND':
      return meaning(of.left, known) && meaning(of.right, known);
    case 'OR':
      return meaning(of.left, known) || meaning(of.right, known);
    default:
      return of satisfies never;
  }
};

const known = fc.record(Object.fromEntries(names.map((name) => [name, fc.constantFrom(...states)])));

it('a rule that is printed and read means the same in all states of its alarms', () => {
  fc.assert(
    fc.property(rule, known, (of, now) => {
      expect(parseRule(print(of)).isTrue((name) => now[name])).toBe(meaning(of, now));
    }),
  );
});
