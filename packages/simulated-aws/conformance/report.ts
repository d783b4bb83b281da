import type { Verdict } from './check.ts';
import type { Vector } from './vectors.ts';

const longestLine = 600;
const wholePercent = 100;

export type Checked = Readonly<{ vector: Vector; verdict: Verdict }>;

/** What differs and what is outside, a line each, then the counts; what is outside does not count as agreeing. */
export function reportOf(checked: readonly Checked[]): string {
  const kinds = ['execution', 'testState', 'validation'] as const;
  const perKind = kinds
    .map((kind) => ({ kind, some: checked.filter(({ vector }) => vector.kind === kind) }))
    .filter(({ some }) => some.length > 0)
    .map(({ kind, some }) => `${kind}: ${countsOf(some)}`);
  const jsonata = checked.filter(({ vector }) => vector.queryLanguage === 'JSONata');
  const lines = [...checked.flatMap(linesOf), ...perKind, `all: ${countsOf(checked)}`, shareOf(jsonata)];
  return `${lines.join('\n')}\n`;
}

const countsOf = (checked: readonly Checked[]): string =>
  `${countOf(checked, 'agrees')} agree, ${countOf(checked, 'differs')} differ, ${countOf(checked, 'outside')} outside`;

const countOf = (checked: readonly Checked[], kind: Verdict['kind']): number =>
  checked.filter(({ verdict }) => verdict.kind === kind).length;

function linesOf({ vector: { id }, verdict }: Checked): readonly string[] {
  switch (verdict.kind) {
    case 'agrees':
      return [];
    case 'outside':
      return [`outside ${id}: ${verdict.why}`];
    case 'differs':
      return [`differs ${id}`, ...verdict.lines.map((line) => `  ${line.slice(0, longestLine)}`)];
    default:
      return verdict satisfies never;
  }
}

function shareOf(checked: readonly Checked[]): string {
  if (checked.length === 0) return 'JSONata: no case';
  const share = (countOf(checked, 'agrees') / checked.length) * wholePercent;
  return `JSONata: ${countOf(checked, 'agrees')} of ${checked.length} cases agree (${share.toFixed(1)} %)`;
}

export const hasDifference = (checked: readonly Checked[]): boolean => countOf(checked, 'differs') > 0;

/** Nothing that was compared is no agreement. */
export const hasComparison = (checked: readonly Checked[]): boolean => countOf(checked, 'outside') < checked.length;
