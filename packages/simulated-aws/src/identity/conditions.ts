import { notSimulated } from '../call.ts';
import { type ConditionKeys, valuesOf } from './condition-keys.ts';
import { type Operator, operators } from './operators.ts';
import type { Conditions } from './policy.ts';
import { resolveVariables } from './variables.ts';

const named = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** Each operator and each key must hold. An unknown key is refused even where another condition is false already. */
export function holds(conditions: Conditions | undefined, keys: ConditionKeys): boolean {
  const results = Object.entries(conditions ?? {}).flatMap(([operator, wantedByKey]) =>
    Object.entries(wantedByKey).map(([key, wanted]) => {
      const actual = valuesOf(key, keys);
      if (actual === undefined) throw notSimulated(`condition key ${key}`);
      return holdsOne({ operator, wanted, actual }, keys);
    }),
  );
  return results.every(Boolean);
}

/**
 * Conditions as docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html and
 * …/reference_policies_condition-single-vs-multi-valued-context-keys.html evaluate them.
 */
type Test = Readonly<{ operator: string; wanted: readonly string[]; actual: readonly string[] }>;

/** A wanted value suffices; where the operator is negated, none may match, and of an absent key none does. */
function holdsOne(test: Test, keys: ConditionKeys): boolean {
  if (test.operator === 'Null') return isAbsent(test);
  const { quantifier, operator, ifExists } = read(test.operator);
  const { actual } = test;
  if (actual.length === 0 && ifExists) return true;
  if (!operator.takesVariables && test.wanted.some((one) => one.includes('${')))
    throw notSimulated(`policy variable with the condition operator ${test.operator}`);
  const wanted = test.wanted.map((one) => resolveVariables(one, keys));
  // The statement is invalid, which is less than a condition that is false: a negated one would be true.
  if (wanted.includes(undefined)) return false;
  const isWanted = (one: string) => wanted.some((value) => operator.matches(value ?? '', one)) !== operator.isNegated;
  if (quantifier !== 'one') return holdsOfSet(quantifier, actual, isWanted);
  if (actual.length > 1) throw notSimulated(`condition operator ${test.operator} on a key with several values`);
  return actual.length === 0 ? operator.isNegated : actual.every(isWanted);
}

function isAbsent({ wanted, actual }: Test) {
  const known = wanted.every((one) => one === 'true' || one === 'false');
  if (!known || wanted.length !== 1) throw notSimulated(`condition Null with ${wanted.join(', ')}`);
  return (actual.length === 0) === (wanted[0] === 'true');
}

type Read = Readonly<{ quantifier: string; operator: Operator; ifExists: boolean }>;

function read(text: string): Read {
  const [, quantifier = 'one', name = '', ifExists] = named.exec(text) ?? [];
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) throw notSimulated(`condition operator ${text}`);
  return { quantifier, operator, ifExists: ifExists !== undefined };
}

/** An empty text is a null data set: ForAllValues is true of it, ForAnyValue is not. */
function holdsOfSet(quantifier: string, actual: readonly string[], isWanted: (one: string) => boolean): boolean {
  const values = actual.filter((one) => one !== '');
  return quantifier === 'ForAllValues' ? values.every(isWanted) : values.some(isWanted);
}
