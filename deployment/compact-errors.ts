import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** An error of the SDK that holds nothing but its name: most of them, each written out in full. */
const plainFault =
  /export class (\w+) extends __BaseException \{\s+static shapeId = "([^"]+)";\s+name = "\1";\s+\$fault = "(client|server)";\s+constructor\(opts\) \{\s+super\(\{\s+name: "\1",\s+\$fault: "\3",\s+\.\.\.opts,?\s+\}\);\s+Object\.setPrototypeOf\(this, \1\.prototype\);\s+\}\s+\}/g;

const maker = `
const plainFault = (faultName, shape, fault) => {
  class Fault extends __BaseException {
    static shapeId = shape;
    name = faultName;
    $fault = fault;
    constructor(opts) {
      super({ name: faultName, $fault: fault, ...opts });
      Object.setPrototypeOf(this, Fault.prototype);
    }
  }
  return Fault;
};
`;

/** The same classes, made by one function. What has fields of its own stays as it is. */
export function compactFaults(text: string): string {
  const compact = text.replace(plainFault, 'export const $1 = plainFault("$1", "$2", "$3");');
  return compact === text ? text : compact.replace(/^(?=export )/m, `${maker}\n`);
}

/**
 * A client registers every error that its service can give, so esbuild keeps them all: 150 classes of RDS alone, 39 KB
 * of decideRecovery. Their names, shapes and `instanceof` stay as they are.
 */
export const compactErrors: Plugin = {
  name: 'compact-errors',
  setup: ({ onLoad }) => {
    onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]models[\\/]errors\.js$/ },
      async ({ path }) => ({
        contents: compactFaults(await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
  },
};
