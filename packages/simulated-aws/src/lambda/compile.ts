import { createHash } from 'node:crypto';
import { compileFunction } from 'node:vm';
import { transform } from 'esbuild';

/** The parameters of a CommonJS module; its own declarations may not repeat them. */
const moduleParameters = ['exports', 'require', 'module', '__filename', '__dirname'] as const;

/** Names of Node's own that a sandbox has its own values for; a module may declare them anew, as it may in Node. */
const globalNames = [
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

/** More than the functions of one stack. */
const programsKept = 80;

export type Compiler = ReturnType<typeof createCompiler>;

type Name = (typeof moduleParameters)[number] | (typeof globalNames)[number];

/** Runs the bundle's top level once, with these values for its names. */
export type Program = (values: Readonly<Record<Name, unknown>>) => void;

/** Each text is compiled once, however many sandboxes run it; of many texts those that were used last are kept. */
export function createCompiler() {
  const programs = new Map<string, Promise<Program>>();
  const keep = (key: string, program: Promise<Program>): void => {
    programs.delete(key);
    programs.set(key, program);
    for (const oldest of programs.keys()) {
      if (programs.size <= programsKept) return;
      programs.delete(oldest);
    }
  };
  return (code: string, filename: string): Promise<Program> => {
    const key = `${filename} ${createHash('sha256').update(code).digest('hex')}`;
    const program = programs.get(key) ?? compile(code, filename);
    keep(key, program);
    return program;
  };
}

async function compile(code: string, filename: string): Promise<Program> {
  const withGlobals = await compileText(code, filename);
  return (values) => {
    const valuesOf = (names: readonly Name[]) => names.map((name) => values[name]);
    const module: unknown = Reflect.apply(withGlobals, undefined, valuesOf(globalNames));
    if (typeof module === 'function') Reflect.apply(module, values.exports, valuesOf(moduleParameters));
  };
}

/** A function of the global names that answers the module as a function, on the same first line for true positions. */
async function compileText(code: string, filename: string) {
  const head = `return function (${moduleParameters.join(', ')}) {`;
  try {
    const body = `${head}${await withoutDynamicImport(code)}\n}`;
    return compileFunction(body, [...globalNames], { filename, columnOffset: -head.length });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw Object.assign(new Error(message, { cause: error }), { name: 'Runtime.UserCodeSyntaxError' });
  }
}

/** `import()` would leave the sandbox, so it becomes a require; esbuild keeps it since Node knows it. */
async function withoutDynamicImport(code: string): Promise<string> {
  if (!/\bimport\s*\(/.test(code)) return code;
  const transformed = await transform(code, {
    format: 'cjs',
    target: 'node24',
    supported: { 'dynamic-import': false },
  });
  return transformed.code;
}
