import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parsePlan } from '../../deployment/plans/parse-plan.ts';
import { Answer, StartRecovery } from '../../shared/contracts/recovery/run.ts';
import { StepKind } from '../../shared/contracts/step-kind.ts';
import { filesBelow, sourcesBelow } from '../structure/sources.ts';
import { blocksIn } from './documents.ts';

const pageOf = (file: string) => ({ file, text: readFileSync(file, 'utf8') });

/** The first cells of the table that follows a line. */
const firstCells = (text: string, before: string): string[] => {
  const [, rest = ''] = text.split(before);
  const table = rest.slice(rest.indexOf('|---'), rest.indexOf('\n\n', rest.indexOf('|---')));
  return table
    .split('\n')
    .slice(1)
    .map((row) => row.split('|')[1]?.trim() ?? '');
};

const onCall = pageOf('docs/on-call.md');
const firstService = pageOf('docs/first-service.md');
const architecture = pageOf('docs/architecture.md');

describe('docs/on-call.md', () => {
  it('names every field that a start may have', () => {
    const told = firstCells(onCall.text, 'Everything else may be left out:').map((cell) => cell.replaceAll('`', ''));
    const given = ['plan', 'reason', 'operator'];
    expect([...given, ...told].sort()).toEqual(Object.keys(StartRecovery.shape).sort());
  });

  it('names every answer', () => {
    expect(Answer.shape.answer.options.filter((answer) => !onCall.text.includes(`\`${answer}\``))).toEqual([]);
  });

  it('names subjects that notices have', () => {
    const said = sourcesBelow('shared')
      .map(({ text }) => text)
      .join('\n');
    const subjects = firstCells(onCall.text, 'The subject says what is wanted:')
      .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)])
      .map(([, subject = '']) => subject.split('…')[0] ?? '')
      .filter((subject) => !subject.startsWith('<plan>'));
    expect(subjects.length).toBeGreaterThan(9);
    expect(subjects.filter((subject) => !said.includes(subject.trim()))).toEqual([]);
  });
});

describe('docs/first-service.md', () => {
  it('has a plan without a fault', () => {
    const plans = blocksIn(firstService).filter(({ language }) => language === 'yaml');
    expect(plans).toHaveLength(1);
    const { plan, problems } = parsePlan(plans[0]?.lines.join('\n') ?? '', 'orders.yml');
    expect(problems).toEqual([]);
    expect(plan?.plan).toBe('orders');
  });

  it('names every kind of step', () => {
    const told = firstCells(firstService.text, 'names something that another plan changes.').join(' ');
    expect(StepKind.options.filter((kind) => !told.includes(`\`${kind}\``))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('has a line for each package that bundles hold', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const clients = /`@aws-sdk\/client-\*` \(([^)]+)\)/.exec(architecture.text)?.[1]?.split(', ') ?? [];
    const rows = firstCells(architecture.text, 'A new one needs a line here.').flatMap((cell) =>
      [...cell.matchAll(/`([^`*]+)`/g)].map(([, name = '']) => name),
    );
    expect([...rows, ...clients.map((name) => `@aws-sdk/client-${name}`)].sort()).toEqual(
      Object.keys(dependencies).sort(),
    );
  });

  it('has the floors of shared, in their order', () => {
    const layers = readFileSync('test/structure/layers.test.ts', 'utf8');
    const [, floors = ''] = /const floors = \[(.*?)\];/s.exec(layers) ?? [];
    const told = firstCells(architecture.text, '## Floors').map((cell) => cell.replaceAll('`', ''));
    expect(told).toEqual([...floors.matchAll(/'([^']+)'/g)].map(([, floor]) => floor));
  });

  it('names every machine', () => {
    const machines = filesBelow('state-machines').flatMap((file) => /\/([\w-]+)\.asl\.yml$/.exec(file)?.[1] ?? []);
    expect(machines.length).toBeGreaterThan(5);
    expect(machines.filter((machine) => !architecture.text.includes(`\`${machine}\``))).toEqual([]);
  });
});
