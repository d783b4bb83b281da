import { createHash } from 'node:crypto';
import { compileFunction } from 'node:vm';
import { transform } from 'esbuild';

/** What is handed to a bundle in place of Node's own names. */
export const parameters = [
  'exports',
  'require',
  'module',
  '__filename',
  '__dirname',
  'process',
  'console',
  'crypto',
  'Date',
  'Math',
  'performance',
  'AbortSignal',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'global',
  'globalThis',
] as const;

export type Parameter = (typeof parameters)[number];

/** Runs the bundle's top level once, with these values for its names. */
export type Program = (values: Readonly<Record<Parameter, unknown>>) => void;

/** `import()` would leave the sandbox, so it becomes a require; esbuild keeps it since Node knows it. */
const withoutDynamicImport = async (code: string): Promise<string> => {
  if (!/\bimport\s*\(/.test(code)) return code;
  const transformed = await transform(code, {
    format: 'cjs',
    target: 'node24',
    supported: { 'dynamic-import': false },
  });
  return transformed.code;
};

const compile = async (code: string, filename: string): Promise<Program> => {
  const compiled = compileFunction(await withoutDynamicImport(code), [...parameters], { filename });
  return (values) => {
    Reflect.apply(
      compiled,
      undefined,
      parameters.map((name) => values[name]),
    );
  };
};

/** Each text is compiled once, however many sandboxes run it. */
export const createCompiler = () => {
  const programs = new Map<string, Promise<Program>>();
  return (code: string, filename: string): Promise<Program> => {
    const key = `${filename} ${createHash('sha256').update(code).digest('hex')}`;
    const known = programs.get(key);
    if (known !== undefined) return known;
    const program = compile(code, filename);
    programs.set(key, program);
    return program;
  };
};

export type Compiler = ReturnType<typeof createCompiler>;
