import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importsIn, sourcesBelow } from './sources.ts';

/** Folders of `shared`, the ground floor first. Each imports from itself and from those before it; biome refuses circles, of types too. */
const floors = [
  'contracts',
  'domain',
  'errors.ts',
  'lambda',
  'plans',
  'ledger',
  'control',
  'aws',
  'postgres',
  'identity',
  'signals',
  'executor',
  'steps',
  'report',
  'notices',
  'verification',
];

const floorOf = (file: string): number => floors.indexOf(file.split('/')[1] ?? '');

/** What reaches up, or out of `shared`. */
const isBreach = ({ from, to }: Import): boolean => !to.startsWith('shared/') || floorOf(to) > floorOf(from);

const imports = sourcesBelow('shared').flatMap(importsIn);

describe('shared', () => {
  it('has no folder without a floor', () => {
    expect([...new Set(sourcesBelow('shared').map(({ file }) => file.split('/')[1]))].sort()).toEqual(
      floors.toSorted(),
    );
  });

  it('imports downward only, types too', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(imports.filter(isBreach)).toEqual([]);
  });

  it('has a domain that rests on contracts alone', () => {
    const ofDomain = imports.filter(({ from }) => from.startsWith('shared/domain/'));
    expect(new Set(ofDomain.map(({ to }) => to.split('/')[1]))).toEqual(new Set(['contracts', 'domain']));
  });

  it.each([
    "import { x } from '../report/format.ts';",
    "import type { X } from '../executor/step.ts';",
    "export type { X } from '../../functions/open-run/open-run.ts';",
    "const x = await import('../signals/words.ts');",
    "import '../verification/look-at-copy.ts';",
  ])('would notice %s in domain', (text) => {
    expect(importsIn({ file: posix.join('shared', 'domain', 'x.ts'), text }).filter(isBreach)).toHaveLength(1);
  });
});
