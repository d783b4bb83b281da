import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StepKind } from '../../shared/contracts/step-kind.ts';
import { filesBelow, functionFolders, sourcesBelow } from './sources.ts';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe.each(functionFolders.map((folder) => ({ folder })))('functions/$folder', ({ folder }) => {
  it('has a handler of wiring only, and a function.yml', () => {
    const handler = readFileSync(`functions/${folder}/handler.ts`, 'utf8');
    expect(handler.split('\n').length).toBeLessThan(45);
    expect(handler).toContain('export const handler =');
    expect(existsSync(`functions/${folder}/function.yml`)).toBe(true);
  });

  it('keeps its logic in a file of its own name, or in the step of that name', () => {
    const own = `functions/${folder}/${folder}.ts`;
    expect([own, `shared/steps/${folder}/${folder}.ts`].some((file) => existsSync(file))).toBe(true);
  });
});

it.each(StepKind.options.map((kind) => ({ kind })))('gives the step kind $kind one name everywhere', ({ kind }) => {
  expect(functionFolders).toContain(kebab(kind));
  expect(existsSync(`shared/contracts/specs/${kebab(kind)}.ts`)).toBe(true);
});

it.each(['scaleService', 'redeployService'])('names %s, which is like others, in six places', (kind) => {
  const folder = kebab(kind);
  const all = [
    'functions',
    'shared',
    'deployment',
    'tools',
    'rehearsal',
    'packages/simulated-aws/src',
    'state-machines',
    'resources',
  ].flatMap(filesBelow);
  const named = new RegExp(`${kind}|${folder}|${kind.replace(/^./, (first) => first.toUpperCase())}`);
  const naming = all.filter((file) => named.test(readFileSync(file, 'utf8')));
  const places = new Set(naming.map((file) => (file.startsWith(`shared/steps/${folder}/`) ? dirname(file) : file)));
  expect([...places].sort()).toEqual([
    `functions/${folder}/function.yml`,
    `functions/${folder}/handler.ts`,
    `shared/contracts/specs/${folder}.ts`,
    'shared/contracts/step-kind.ts',
    `shared/steps/${folder}`,
    'state-machines/run-step.asl.yml',
  ]);
});

it('imports nothing of the simulated AWS, the rehearsal, the tests or the tools in what is deployed', () => {
  const deployed = [...sourcesBelow('shared'), ...sourcesBelow('functions')];
  expect(deployed.length).toBeGreaterThan(40);
  const foreign = deployed.filter(({ text }) => /from '[^']*\/(packages|rehearsal|test|deployment|tools)\//.test(text));
  expect(foreign.map(({ file }) => file)).toEqual([]);
});

it('reads the environment in one deployed file only', () => {
  const readers = [...sourcesBelow('shared'), ...sourcesBelow('functions')].filter(({ text }) =>
    text.includes('process.env'),
  );
  expect(readers.map(({ file }) => file)).toEqual(['shared/lambda/environment.ts']);
});

/** Text of template literals blanked, lines kept. */
const withoutTemplates = (text: string) => text.replace(/`[^`]*`/g, (literal) => literal.replace(/[^\n]/g, ' '));

it('casts nowhere but to const', () => {
  const sources = ['shared', 'functions', 'deployment', 'tools', 'rehearsal', 'packages'].flatMap(sourcesBelow);
  const casts = sources.flatMap(({ file, text }) =>
    withoutTemplates(text)
      .split('\n')
      .flatMap((line, index) => {
        const code = line.replace(/\/\/.*|\/?\*.*|'[^']*'/g, '');
        const isImport = /^\s*(import|export)\b/.test(line) || /^\s*[\w*]+ as \w+,?$/.test(code);
        return / as (?!const\b)\w/.test(code) && !isImport ? [`${file}:${index + 1}: ${line.trim()}`] : [];
      }),
  );
  expect(casts).toEqual([]);
});
