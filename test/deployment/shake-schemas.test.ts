import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { nameKeys, shakeSchemas } from '../../deployment/shake-schemas.ts';

const entry = {
  contents: "import { DeleteObjectCommand } from '@aws-sdk/client-s3'; console.log(DeleteObjectCommand);",
  resolveDir: '.',
};

const bundled = async (plugins: (typeof shakeSchemas)[]) => {
  const { outputFiles } = await build({
    stdin: entry,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins,
  });
  return outputFiles[0]?.text ?? '';
};

describe('nameKeys', () => {
  it('writes out a key whose constant stands in the same text', () => {
    const text = 'const _hH = "httpHeader";\nvar a = { [_hH]: _x, other: [_hH] };\n';
    expect(nameKeys(text)).toBe('const _hH = "httpHeader";\nvar a = { "httpHeader": _x, other: [_hH] };\n');
  });

  it('leaves a key alone that comes from elsewhere', () => {
    expect(nameKeys('import { _y } from "y";\nvar a = { [_y]: 1 };\n')).toContain('[_y]: 1');
  });

  it('leaves no key of the S3 client computed, and as many lines', () => {
    const text = readFileSync('node_modules/@aws-sdk/client-s3/dist-es/schemas/schemas_0.js', 'utf8');
    expect(text).toMatch(/\{ \[_\w+\]: /);
    expect(nameKeys(text)).not.toMatch(/\{ \[_\w+\]: /);
    expect(nameKeys(text).split('\n')).toHaveLength(text.split('\n').length);
  });
});

describe('a bundle that deletes objects', () => {
  it('carries the schema of that operation, and those of others only without this', async () => {
    const [shaken, whole] = await Promise.all([bundled([shakeSchemas]), bundled([])]);
    expect(shaken).toContain('DeleteObjectRequest');
    expect(whole).toMatch(/"SelectObjectContentRequest"/);
    expect(shaken).not.toMatch(/var SelectObjectContentRequest\$/);
    expect(whole).toMatch(/var SelectObjectContentRequest\$/);
  });
});
