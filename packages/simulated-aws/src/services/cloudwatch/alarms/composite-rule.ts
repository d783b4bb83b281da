import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsFault } from '../../../call.ts';

const token = /\s*(?:[()]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()"']+)/gy;

const mostLength = 10_240;
const mostChildren = 100;
const mostElements = 500;

type StateOf = (alarm: string) => StateValue | undefined;
type Test = (stateOf: StateOf) => boolean;

/** Reads a rule from left to right; `place` is the token that comes next. */
class RuleReader {
  readonly children = new Set<string>();
  private readonly tokens: readonly string[];
  private place = 0;
  private elements = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  read(): Test {
    const test = this.either();
    const rest = this.tokens[this.place];
    if (rest !== undefined) throw invalidRule(`AlarmRule goes on with ${rest} after its end`);
    if (this.children.size > mostChildren) throw invalidRule(`AlarmRule names more than ${mostChildren} alarms`);
    if (this.elements > mostElements) throw invalidRule(`AlarmRule has more than ${mostElements} elements`);
    return test;
  }

  private either(): Test {
    const tests = this.chain('OR', () => this.both());
    return (stateOf) => tests.some((test) => test(stateOf));
  }

  private both(): Test {
    const tests = this.chain('AND', () => this.element());
    return (stateOf) => tests.every((test) => test(stateOf));
  }

  private chain(word: string, part: () => Test): readonly Test[] {
    const tests = [part()];
    while (this.tokens[this.place] === word) {
      this.place += 1;
      tests.push(part());
    }
    return tests;
  }

  private element(): Test {
    const found = this.tokens[this.place];
    this.place += 1;
    if (found === 'NOT') {
      const inner = this.element();
      return (stateOf) => !inner(stateOf);
    }
    this.elements += 1;
    if (found === '(') return this.inParentheses();
    if (found === 'TRUE') return () => true;
    if (found === 'FALSE') return () => false;
    if (found !== undefined && isState(found)) return this.ofAlarm(found);
    throw invalidRule(`AlarmRule has ${orTheEnd(found)} where an alarm should be`);
  }

  private inParentheses(): Test {
    const inner = this.either();
    this.take(')');
    return inner;
  }

  private ofAlarm(wanted: StateValue): Test {
    this.take('(');
    const quoted = this.tokens[this.place];
    if (quoted === undefined || quoted === '(' || quoted === ')')
      throw invalidRule(`AlarmRule has ${orTheEnd(quoted)} where the name of an alarm should be`);
    this.place += 1;
    this.take(')');
    const name = alarmNameIn(unquoted(quoted));
    this.children.add(name);
    return (stateOf) => stateOf(name) === wanted;
  }

  private take(wanted: string): void {
    const found = this.tokens[this.place];
    if (found !== wanted) throw invalidRule(`AlarmRule has ${orTheEnd(found)} where ${wanted} should be`);
    this.place += 1;
  }
}

export const invalidRule = (message: string): AwsFault => new AwsFault('ValidationError', message);

/** An ARN names the alarm at its end. */
export const alarmNameIn = (nameOrArn: string): string =>
  nameOrArn.replace(/^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:/, '');

type CompositeRule = Readonly<{ isTrue: Test; children: readonly string[] }>;

/**
 * docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html: ALARM(), OK() and INSUFFICIENT_DATA() of
 * an alarm, TRUE, FALSE, NOT, AND, OR, parentheses. That NOT binds closest, then AND, then OR, is the usual order; the page gives
 * none. A pair of parentheses counts as one element.
 */
export function parseRule(text: string): CompositeRule {
  const reader = new RuleReader(text);
  const isTrue = reader.read();
  return { isTrue, children: [...reader.children] };
}

function tokensOf(text: string): string[] {
  if (text.length > mostLength) throw invalidRule(`AlarmRule must have at most ${mostLength} characters`);
  const tokens = text.trimEnd().match(token) ?? [];
  if (tokens.join('').length < text.trimEnd().length)
    throw invalidRule('AlarmRule cannot be read: a quote is left open');
  return tokens.map((one) => one.trim());
}

const isState = (text: string): text is StateValue => ['ALARM', 'OK', 'INSUFFICIENT_DATA'].includes(text);

const unquoted = (text: string): string => (/^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);

const orTheEnd = (text: string | undefined): string => text ?? 'its end';
