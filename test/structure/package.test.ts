import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { importsIn, sourcesBelow } from './sources.ts';

const name = 'simulated-aws';
const root = `packages/${name}`;

type File = Readonly<{ file: string; text: string }>;

/** Modules that a file imports by name. */
const namesIn = ({ text }: File): string[] =>
  [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^'.][^']*)'/g)].map(([, specifier = '']) => specifier);

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Packages that files import at their head, Node's own left out. */
const packagesOf = (files: readonly File[]): string[] => {
  const heads = files.flatMap(({ text }) => [
    ...text.matchAll(/^(?:import|export|\})(?: [^'\n]*?from)? '([^'.][^']*)';$/gm),
  ]);
  const specifiers = heads.map(([, specifier = '']) => specifier).filter((one) => !one.startsWith('node:'));
  return [...new Set(specifiers.map(packageOf))];
};

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const manifestOf = (folder: string) => Manifest.parse(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')));

const Report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

/** What a file of the package imports from outside of it. */
const outside = (source: File): string[] =>
  importsIn(source)
    .map(({ to }) => to)
    .filter((to) => !to.startsWith(`${root}/`));

/** What is deployed, or makes what is deployed, imports neither the simulation nor what rehearses, shows or tests it. */
const forbidden = /^(?:packages|rehearsal|tools|test)\//;
const reachesOut = (source: File): string[] => [
  ...importsIn(source)
    .map(({ to }) => to)
    .filter((to) => forbidden.test(to)),
  ...namesIn(source).filter((specifier) => packageOf(specifier) === name),
];

const own = sourcesBelow(root).filter(({ file }) => !file.includes('/node_modules/'));
const deployed = ['functions', 'shared', 'deployment'].flatMap(sourcesBelow);

describe('packages/simulated-aws', () => {
  it('knows nothing of Lifeboat: no file imports what lies outside', () => {
    expect(own.length).toBeGreaterThan(500);
    expect(own.flatMap(outside)).toEqual([]);
  });

  it('does not even speak of it', () => {
    const readme = { file: `${root}/README.md`, text: readFileSync(`${root}/README.md`, 'utf8') };
    const speaking = [readme, ...own].filter(({ text }) => /lifeboat|shielda/i.test(text));
    expect(speaking.map(({ file }) => file)).toEqual([]);
  });

  it('names in its manifest what it imports: as dependencies what its sources do', () => {
    const { dependencies, devDependencies } = manifestOf(root);
    const isSource = ({ file }: File) => file.startsWith(`${root}/src/`);
    const isUnknown = (known: object) => (one: string) => !Object.hasOwn(known, one);
    expect(packagesOf(own.filter(isSource)).length).toBeGreaterThan(20);
    expect(packagesOf(own.filter(isSource)).filter(isUnknown(dependencies))).toEqual([]);
    expect(packagesOf(own).filter(isUnknown({ ...dependencies, ...devDependencies, [name]: '' }))).toEqual([]);
  });

  it('is depended on by nothing that is deployed', () => {
    expect(manifestOf('.').dependencies).not.toHaveProperty(name);
    expect(deployed.length).toBeGreaterThan(300);
    expect(deployed.flatMap(reachesOut)).toEqual([]);
  });

  it.each([
    "import { plan } from '../../../../shared/contracts/plan.ts';",
    "import type { Stage } from '../../../../rehearsal/stage.ts';",
    "const { sign } = await import('../../../../tools/sign/sign.ts');",
  ])('would notice %s in a service', (text) => {
    expect(outside({ file: `${root}/src/services/x/x.ts`, text })).toHaveLength(1);
  });

  it.each([
    "import { createAws } from 'simulated-aws';",
    "import type { Clock } from 'simulated-aws/clock/clock.ts';",
    "const { createAws } = await import('../../packages/simulated-aws/src/aws.ts');",
    "import { setStage } from '../../rehearsal/stage.ts';",
  ])('would notice %s in what is deployed', (text) => {
    expect(reachesOut({ file: 'shared/aws/x.ts', text })).toHaveLength(1);
  });
});

describe('the lint', () => {
  const fromPackage = `import { createAws } from '${name}';\ncreateAws();\n`;
  const fromStage = (folder: string) => `import { setStage } from '${folder}/rehearsal/stage.ts';\nsetStage();\n`;
  const breaches: Readonly<Record<string, string>> = {
    'deployment/x.ts': fromStage('..'),
    'functions/open-run/x.ts': fromPackage,
    [`${root}/src/x.ts`]: "import { plans } from '../../../shared/plans/plans.ts';\nplans();\n",
    [`${root}/test/x.ts`]: fromStage('../../..'),
    'shared/aws/x.ts': `import { createClock } from '${name}/clock/clock.ts';\ncreateClock();\n`,
    'shared/domain/x.ts': fromPackage,
  };
  const allowed: Readonly<Record<string, string>> = {
    [`${root}/test/y.ts`]: "import { createAws } from '../src/aws.ts';\ncreateAws();\n",
    'rehearsal/x.ts': fromPackage,
    'test/x.ts': fromPackage,
    'tools/x.ts': fromStage('..'),
  };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lint-'));
    copyFileSync('biome.json', join(folder, 'biome.json'));
    for (const [file, text] of Object.entries({ ...breaches, ...allowed })) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('refuses each import that should not be, and no other', () => {
    const args = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--vcs-enabled=false', '.'];
    const { stdout } = spawnSync(resolve('node_modules/.bin/biome'), args, { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = Report.parse(JSON.parse(stdout));
    expect(diagnostics.map(({ location }) => location.path).sort()).toEqual(Object.keys(breaches).sort());
    expect(new Set(diagnostics.map(({ category }) => category))).toEqual(new Set(['lint/style/noRestrictedImports']));
  });
});
