import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { withoutDescriptions } from '../../deployment/drop-descriptions.ts';

describe('withoutDescriptions', () => {
  it('leaves out what is said of a field, whatever stands in its texts', () => {
    const text = `const a = z.string().meta(about('of one (or more), isn\\\\'t it', ['a)', { b: '(' }])).optional();`;
    expect(withoutDescriptions(text)).toBe('const a = z.string().optional();');
  });

  it('keeps line ends, and any other meta', () => {
    const text = "a\n  .meta(\n    about('x', 1),\n  ).meta({ unit: 'y' });\nb.meta(about('z'));";
    expect(withoutDescriptions(text)).toBe("a\n  \n\n.meta({ unit: 'y' });\nb;");
  });

  it('refuses what is not closed', () => {
    expect(() => withoutDescriptions("a.meta(about('x'")).toThrow('not closed');
  });
});

const files = readdirSync('shared/contracts', { recursive: true, withFileTypes: true })
  .filter(({ name }) => name.endsWith('.ts'))
  .map(({ parentPath, name }) => join(parentPath, name))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  .filter(({ file, text }) => text.includes('about(') && !file.endsWith('/about.ts'));

it('finds descriptions in the contracts', () => {
  expect(files.length).toBeGreaterThan(12);
});

it.each(files)('leaves $file as code that has no description', async ({ text }) => {
  const { code } = await transform(withoutDescriptions(text), { loader: 'ts' });
  expect(code).not.toContain('about(');
  expect(withoutDescriptions(text).split('\n')).toHaveLength(text.split('\n').length);
});
