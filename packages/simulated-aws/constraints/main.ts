import { writeFileSync } from 'node:fs';
import { createAws } from '../src/aws.ts';
import { createVirtualClock } from '../src/clock/virtual-clock.ts';
import { type ConstraintTable, tableFile } from '../src/constraints/table.ts';
import type { SimulatedService } from '../src/service.ts';
import { readBotocore } from './botocore.ts';
import { compact } from './compact.ts';

/**
 * Makes the tables of constraints anew: `npm run constraints -- <folder of an installed botocore>`, as
 * `python3 -c 'import botocore; print(botocore.__path__[0])'` names it.
 */
const [botocore] = process.argv.slice(2);
if (botocore === undefined) throw new Error('npm run constraints -- <folder of an installed botocore>');

const isService = (value: unknown): value is SimulatedService =>
  typeof value === 'object' && value !== null && 'name' in value && 'operations' in value;

/** A line for each operation and each shape, so that a new release shows as what it changes. */
const written = ({ source, operations, shapes }: ConstraintTable): string => {
  const lines = (part: object): string =>
    Object.entries(part)
      .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{
 "source": ${JSON.stringify(source)},
 "operations": {
${lines(operations)}
 },
 "shapes": {
${lines(shapes)}
 }
}
`;
};

const aws = createAws({ clock: createVirtualClock() });
for (const { name, operations } of Object.values(aws).filter(isService)) {
  const table = compact(readBotocore(botocore, name), Object.keys(operations));
  writeFileSync(tableFile(name), written(table));
  console.log(
    `${name}: ${Object.keys(table.operations).length} operations, ${Object.keys(table.shapes).length} shapes`,
  );
}
await aws.close();
