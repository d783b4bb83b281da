import fc from 'fast-check';
import { it } from 'vitest';
import { compilePattern } from '../../../src/services/events/pattern/pattern.ts';

const test = (entry: unknown, value: unknown): boolean => compilePattern(JSON.stringify({ a: [entry] }))({ a: value });

/** By trying every split, character by character. */
const fits = (pattern: string, text: string): boolean => {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) return fits(pattern.slice(1), text) || (text !== '' && fits(pattern, text.slice(1)));
  return text !== '' && text[0] === pattern[0] && fits(pattern.slice(1), text.slice(1));
};

const letters = fc.array(fc.constantFrom('a', 'b', '.', '('), { maxLength: 8 }).map((list) => list.join(''));
const wildcards = fc
  .array(fc.constantFrom('a', 'b', '.', '(', '*'), { maxLength: 6 })
  .map((list) => list.join(''))
  .map((text) => text.replace(/\*+/g, '*'));

it('a wildcard fits whatever a search of all splits says it does', () => {
  fc.assert(
    fc.property(wildcards, letters, (pattern, text) => test({ wildcard: pattern }, text) === fits(pattern, text)),
  );
});

it('anything-but is the opposite of its list for every text', () => {
  const few = fc.array(fc.constantFrom<string>('a', 'b', 'c'), { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(few, letters, (list, text) => test({ 'anything-but': list }, text) === !list.includes(text)));
});

it('prefix, suffix and equality agree with the language, upper and lower case apart or not', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 3 }), fc.string({ maxLength: 6 }), (part, text) => {
      const isLowerPrefix = text.slice(0, part.length).toLowerCase() === part.toLowerCase();
      return (
        test({ prefix: part }, text) === text.startsWith(part) &&
        test({ suffix: part }, text) === text.endsWith(part) &&
        test({ prefix: { 'equals-ignore-case': part } }, text) === isLowerPrefix
      );
    }),
  );
});

it('a network holds the addresses whose first bits are its own', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const address = fc.tuple(byte, byte, byte, byte);
  const bits = (bytes: readonly number[]) => bytes.map((one) => one.toString(2).padStart(8, '0')).join('');
  fc.assert(
    fc.property(address, address, fc.integer({ min: 0, max: 32 }), (network, host, length) => {
      const isInside = bits(network).slice(0, length) === bits(host).slice(0, length);
      return test({ cidr: `${network.join('.')}/${length}` }, host.join('.')) === isInside;
    }),
  );
});
