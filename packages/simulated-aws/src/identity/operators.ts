import { matchesArn, matchesWildcard, plain } from './wildcard.ts';

type Match = (wanted: string, actual: string) => boolean;

const exactly: Match = (wanted, actual) => plain(wanted) === actual;
const ignoringCase: Match = (wanted, actual) => plain(wanted).toLowerCase() === actual.toLowerCase();
const isSameBoolean: Match = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();

const digits = /^-?\d+(\.\d+)?$/;

type Compare = (actual: number, wanted: number) => boolean;

const comparisons: Readonly<Record<string, Compare>> = {
  Equals: (actual, wanted) => actual === wanted,
  LessThan: (actual, wanted) => actual < wanted,
  LessThanEquals: (actual, wanted) => actual <= wanted,
  GreaterThan: (actual, wanted) => actual > wanted,
  GreaterThanEquals: (actual, wanted) => actual >= wanted,
};

/** `takesVariables`: operators of texts and ARNs do, others compare what stands there. */
export type Operator = Readonly<{ matches: Match; isNegated: boolean; takesVariables: boolean }>;

/**
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html. ArnEquals and ArnLike do
 * the same. Not modelled: BinaryEquals, IpAddress and NotIpAddress, since the simulation knows no address of a caller.
 */
export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: ofText(exactly),
  StringNotEquals: ofText(exactly, true),
  StringEqualsIgnoreCase: ofText(ignoringCase),
  StringNotEqualsIgnoreCase: ofText(ignoringCase, true),
  StringLike: ofText(matchesWildcard),
  StringNotLike: ofText(matchesWildcard, true),
  ArnEquals: ofText(matchesArn),
  ArnLike: ofText(matchesArn),
  ArnNotEquals: ofText(matchesArn, true),
  ArnNotLike: ofText(matchesArn, true),
  Bool: { matches: isSameBoolean, isNegated: false, takesVariables: false },
  ...ordered('Numeric', numberOf),
  ...ordered('Date', timeOf),
};

function ofText(matches: Match, isNegated = false): Operator {
  return { matches, isNegated, takesVariables: true };
}

function ordered(kind: string, read: (text: string) => number): Record<string, Operator> {
  const of = (compare: Compare, isNegated = false): Operator => ({
    matches: (wanted, actual) => compare(read(actual), read(wanted)),
    isNegated,
    takesVariables: false,
  });
  const equals: Compare = (actual, wanted) => actual === wanted;
  const named = Object.entries(comparisons).map(([name, compare]) => [`${kind}${name}`, of(compare)] as const);
  return { ...Object.fromEntries(named), [`${kind}NotEquals`]: of(equals, true) };
}

function numberOf(text: string): number {
  return digits.test(text) ? Number(text) : Number.NaN;
}

/** ISO 8601, or seconds since 1970. */
function timeOf(text: string): number {
  return digits.test(text) ? Number(text) * 1000 : Date.parse(text);
}
