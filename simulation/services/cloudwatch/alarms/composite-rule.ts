import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsFault } from '../../../call.ts';

type StateOf = (alarm: string) => StateValue | undefined;
type Test = (stateOf: StateOf) => boolean;

export type CompositeRule = Readonly<{ isTrue: Test; children: readonly string[] }>;

const token = /\s*(?:(\(|\))|("(?:[^"\\]|\\.)*")|('(?:[^'\\]|\\.)*')|([^\s()"']+))/gy;

const invalid = (message: string): AwsFault => new AwsFault('ValidationError', `Invalid AlarmRule: ${message}`);

const mostChildren = 100;
const mostElements = 500;

const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (match === null) throw invalid('it cannot be read');
    tokens.push(match[0].trim());
  }
  return tokens;
};

const states: Readonly<Record<string, StateValue>> = {
  ALARM: 'ALARM',
  OK: 'OK',
  INSUFFICIENT_DATA: 'INSUFFICIENT_DATA',
};

/** An ARN names the alarm at its end. */
const nameIn = (quoted: string): string => quoted.replace(/^["']|["']$/g, '').replace(/^arn:.*:alarm:/, '');

/**
 * docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html: ALARM(), OK() and INSUFFICIENT_DATA() of
 * an alarm, TRUE, FALSE, NOT, AND, OR, parentheses. NOT binds closest, then AND, then OR.
 */
export const parseRule = (text: string): CompositeRule => {
  const tokens = tokensOf(text);
  const children = new Set<string>();
  let place = 0;
  const next = (): string => tokens[place++] ?? '';
  const take = (wanted: string): void => {
    const found = next();
    if (found !== wanted) throw invalid(`expected ${wanted} and found ${found === '' ? 'its end' : found}`);
  };

  const ofAlarm = (wanted: StateValue): Test => {
    take('(');
    const name = nameIn(next());
    take(')');
    children.add(name);
    return (stateOf) => stateOf(name) === wanted;
  };
  const element = (): Test => {
    const found = next();
    const wanted = states[found];
    if (wanted !== undefined) return ofAlarm(wanted);
    if (found === 'TRUE') return () => true;
    if (found === 'FALSE') return () => false;
    if (found === 'NOT') {
      const inner = element();
      return (stateOf) => !inner(stateOf);
    }
    if (found !== '(') throw invalid(`it has ${found === '' ? 'an end' : found} where an alarm should be`);
    const inner = either();
    take(')');
    return inner;
  };
  const chain = (word: string, part: () => Test, join: (tests: readonly Test[]) => Test): Test => {
    const tests = [part()];
    while (tokens[place] === word) {
      place += 1;
      tests.push(part());
    }
    return tests.length === 1 ? (tests[0] ?? (() => false)) : join(tests);
  };
  const all = (): Test => chain('AND', element, (tests) => (stateOf) => tests.every((test) => test(stateOf)));
  const either = (): Test => chain('OR', all, (tests) => (stateOf) => tests.some((test) => test(stateOf)));

  const isTrue = either();
  if (place < tokens.length) throw invalid(`it goes on with ${tokens[place]} after its end`);
  if (children.size > mostChildren) throw invalid(`it has more than ${mostChildren} alarms`);
  if (tokens.length > mostElements * 4) throw invalid(`it has more than ${mostElements} elements`);
  return { isTrue, children: [...children] };
};
