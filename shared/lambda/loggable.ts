import { outsideText } from '../domain/outside-text.ts';

const longest = 2000;
/** An error of the SDK holds what its service answered; what lies deeper nobody reads. */
const deepest = 6;

/** What is logged of whatever was thrown, with all that it has of its own, and without what looks like a secret. */
export const loggable = (error: unknown): unknown => ofValue(error, 0);

function ofValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return outsideText(value, longest);
  if (value instanceof Error) return ofError(value, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((one) => ofValue(one, depth + 1));
  return ofFacts(value, depth);
}

type Facts = Readonly<Record<string, unknown>>;

const ofError = (error: Error, depth: number): Facts => ({
  name: error.name,
  message: outsideText(error.message, longest),
  ...ofFacts(error, depth),
  stack: framesOf(error),
  ...(error.cause === undefined ? {} : { cause: ofValue(error.cause, depth + 1) }),
});

/** A name may say that what stands under it is a secret, whatever it looks like. */
const ofFacts = (value: object, depth: number): Facts =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isSecret =
        typeof inner === 'string' && outsideText(`${JSON.stringify(key)}:"a"`) !== `${JSON.stringify(key)}:"a"`;
      return [key, isSecret ? '…' : ofValue(inner, depth + 1)];
    }),
  );

/** The frames: the first lines of a stack are the message once more. */
const framesOf = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => outsideText(line));
