import { notSimulated } from '../call.ts';
import type { Conditions } from './policy.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

/**
 * The values of a request's condition keys, by lower-case key. A key that is not here is not known to the simulation
 * and refused by name; a known key that the request does not carry has no values.
 */
export type ConditionKeys = Readonly<Record<string, readonly string[]>>;

type Match = (wanted: string, actual: string) => boolean;

const exactly: Match = (wanted, actual) => wanted === actual;
const isSameBoolean: Match = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, those modelled. */
const operators: Readonly<Record<string, Match>> = {
  StringEquals: exactly,
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: isSameBoolean,
};
const setOperators = new Set(['StringEquals', 'StringLike']);

type Test = Readonly<{ operator: string; wanted: readonly string[]; actual: readonly string[] }>;

const isAbsent = ({ wanted, actual }: Test) => {
  const known = wanted.every((one) => one === 'true' || one === 'false');
  if (!known || wanted.length !== 1) throw notSimulated(`condition Null with ${wanted.join(', ')}`);
  return (actual.length === 0) === (wanted[0] === 'true');
};

const splitOperator = (operator: string): { quantifier: string; name: string } => {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(operator);
  return { quantifier: match?.[1] ?? 'one', name: match?.[2] ?? operator };
};

const holdsOne = (test: Test): boolean => {
  if (test.operator === 'Null') return isAbsent(test);
  const { quantifier, name } = splitOperator(test.operator);
  const match = operators[name];
  if (match === undefined || (quantifier !== 'one' && !setOperators.has(name)))
    throw notSimulated(`condition operator ${test.operator}`);
  const isWanted = (actual: string) => test.wanted.some((wanted) => match(wanted, actual));
  if (quantifier === 'ForAllValues') return test.actual.every(isWanted);
  if (quantifier === 'one' && test.actual.length > 1)
    throw notSimulated(`condition operator ${test.operator} on a key with several values`);
  return test.actual.some(isWanted);
};

/** A tag that is not there has no value. */
const isAboutTags = (key: string, keys: ConditionKeys): boolean =>
  'aws:tagkeys' in keys && /^aws:(request|resource)tag\//i.test(key);

/**
 * Each operator and each key must hold; one of a key's values suffices. An absent key makes a condition false, except
 * for Null and ForAllValues (which AWS warns about: it is true for a key that is not there).
 */
export const holds = (conditions: Conditions | undefined, keys: ConditionKeys): boolean => {
  const results = Object.entries(conditions ?? {}).flatMap(([operator, wantedByKey]) =>
    Object.entries(wantedByKey).map(([key, wanted]) => {
      const actual = keys[key.toLowerCase()] ?? (isAboutTags(key, keys) ? [] : undefined);
      if (actual === undefined) throw notSimulated(`condition key ${key}`);
      return holdsOne({ operator, wanted, actual });
    }),
  );
  return results.every(Boolean);
};
