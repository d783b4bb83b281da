import { notSimulated } from '../call.ts';
import { attributeOf, noValue, refOf, type Scope } from './scope.ts';
import { substitute } from './substitute.ts';

/**
 * The intrinsic functions that are modelled, from
 * docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html. Others are refused by name.
 */
type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const join: Intrinsic = (argument, scope) => {
  const [delimiter, values] = listOf(argument, 'Fn::Join');
  return listOf(resolve(values, scope), 'Fn::Join').map(String).join(stringOf(delimiter, 'Fn::Join'));
};

const select: Intrinsic = (argument, scope) => {
  const [index, values] = listOf(argument, 'Fn::Select');
  const list = listOf(resolve(values, scope), 'Fn::Select');
  const position = Number(resolve(index, scope));
  if (!(position in list))
    throw new Error(`Template error: Fn::Select cannot select nonexistent value at index ${position}`);
  return list[position];
};

const split: Intrinsic = (argument, scope) => {
  const [delimiter, text] = listOf(argument, 'Fn::Split');
  return stringOf(resolve(text, scope), 'Fn::Split').split(stringOf(delimiter, 'Fn::Split'));
};

const sub: Intrinsic = (argument, scope) => {
  if (typeof argument === 'string') return substitute(argument, {}, scope);
  const [text, own] = listOf(argument, 'Fn::Sub');
  const resolved = resolve(own, scope);
  return substitute(stringOf(text, 'Fn::Sub'), isObject(resolved) ? resolved : {}, scope);
};

const getAtt: Intrinsic = (argument, scope) =>
  attributeOf(typeof argument === 'string' ? argument : listOf(argument, 'Fn::GetAtt').join('.'), scope);

const choose: Intrinsic = (argument, scope) => {
  const [name, yes, no] = listOf(argument, 'Fn::If');
  return resolve(isConditionTrue(stringOf(name, 'Fn::If'), scope) ? yes : no, scope);
};

const equals: Intrinsic = (argument, scope) => {
  const [left, right] = listOf(argument, 'Fn::Equals').map((value) => resolve(value, scope));
  return String(left) === String(right);
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => refOf(stringOf(name, 'Ref'), scope),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::Equals': equals,
  'Fn::Not': (argument, scope) => !isTrue(listOf(argument, 'Fn::Not')[0], scope),
  'Fn::And': (argument, scope) => listOf(argument, 'Fn::And').every((value) => isTrue(value, scope)),
  'Fn::Or': (argument, scope) => listOf(argument, 'Fn::Or').some((value) => isTrue(value, scope)),
};

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isConditionTrue(name: string, scope: Scope): boolean {
  if (!(name in scope.conditions)) throw new Error(`Template error: unresolved condition dependency ${name}`);
  return isTrue(inCondition(scope.conditions[name]), scope);
}

function isTrue(value: unknown, scope: Scope): boolean {
  const result = resolve(value, scope);
  if (typeof result !== 'boolean') throw new Error('Template error: a condition must be true or false');
  return result;
}

/** Inside the Conditions section `{ Condition: Name }` is a condition; elsewhere it is plain data (a policy's Condition). */
function inCondition(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCondition);
  if (!isObject(value)) return value;
  const { Condition: name } = value;
  if (typeof name === 'string' && Object.keys(value).length === 1) return { 'Fn::If': [name, true, false] };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inCondition(inner)]));
}

/** A value with all its functions carried out; what is AWS::NoValue is left out. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope)).filter((one) => one !== noValue);
  if (!isObject(value)) return value;
  const [entry, ...others] = Object.entries(value);
  if (entry !== undefined && others.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::'))) {
    const intrinsic = intrinsics[entry[0]];
    if (intrinsic === undefined) throw notSimulated(`CloudFormation ${entry[0]}`);
    return intrinsic(entry[1], scope);
  }
  const resolved = Object.entries(value).map(([key, inner]) => [key, resolve(inner, scope)] as const);
  return Object.fromEntries(resolved.filter(([, inner]) => inner !== noValue));
}

function listOf(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`Template error: ${name} takes a list`);
  return value;
}
function stringOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`Template error: ${name} takes a string`);
  return value;
}
