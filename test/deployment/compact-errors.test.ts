import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { compactFaults } from '../../deployment/compact-errors.ts';

const sourceOf = (client: string): string =>
  readFileSync(`node_modules/@aws-sdk/client-${client}/dist-es/models/errors.js`, 'utf8');

class Base extends Error {
  constructor(given: object) {
    super();
    Object.assign(this, given);
  }
}

type Thrown = Readonly<{ name: string; $fault: string; message: string; constructor: { shapeId?: string } }>;

/** What each class of the module makes of an error that the service has given. */
const madeBy = async (text: string): Promise<Record<string, unknown>> => {
  const { code } = await transform(text.replace(/^import .*$/m, ''), { format: 'cjs' });
  const module: { exports: Record<string, new (given: object) => Thrown> } = { exports: {} };
  runInNewContext(code, { module, exports: module.exports, __BaseException: Base });
  return Object.fromEntries(
    Object.entries(module.exports).map(([name, Fault]) => {
      const made = new Fault({ message: 'as AWS says', $metadata: {} });
      const { $fault, message } = made;
      const isOne = made instanceof Fault && made instanceof Base;
      return [name, { name: made.name, $fault, message, isOne, shapeId: made.constructor.shapeId }];
    }),
  );
};

describe('compactFaults', () => {
  it.each(['rds', 'route-53', 'dynamodb', 'sfn'])(
    'leaves every error of %s what it was, in less text',
    async (client) => {
      const source = sourceOf(client);
      const compact = compactFaults(source);
      const before = await madeBy(source);
      expect(Object.keys(before).length).toBeGreaterThan(20);
      expect(await madeBy(compact)).toEqual(before);
      expect(compact.length).toBeLessThan(source.length * 0.6);
    },
  );

  it('leaves a text alone that it does not know', () => {
    const text = 'export class Other extends Error {}\n';
    expect(compactFaults(text)).toBe(text);
  });
});
