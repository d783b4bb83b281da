import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const constant = /^const (_\w+) = ("[^"]*");$/gm;
const computedKey = /\[(_\w+)\]:/g;

/** `const _hH = "httpHeader"; … { [_hH]: _xarc }` → `{ "httpHeader": _xarc }`, wherever the constant stands in the text. */
export function nameKeys(text: string): string {
  const values = new Map([...text.matchAll(constant)].map(([, name = '', value = '']) => [name, value]));
  return text.replace(computedKey, (key, name: string) => (values.has(name) ? `${values.get(name)}:` : key));
}

/**
 * The SDK keeps the schemas of all operations of a client in one file, with keys that are constants. esbuild takes such a
 * key for something that might have an effect and keeps every schema; with plain keys it drops those that nobody needs:
 * 81 KB of switchDns, 65 KB of recordOutcome.
 */
export const shakeSchemas: Plugin = {
  name: 'shake-schemas',
  setup: ({ onLoad }) => {
    onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ },
      async ({ path }) => ({
        contents: nameKeys(await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
  },
};
