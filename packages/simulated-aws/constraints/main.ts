import { writeFileSync } from 'node:fs';
import { createAws } from '../src/aws.ts';
import { createVirtualClock } from '../src/clock/virtual-clock.ts';
import { operationsFile } from '../src/constraints/operation-names.ts';
import { type ConstraintTable, tableFile } from '../src/constraints/table.ts';
import type { SimulatedService } from '../src/service.ts';
import { type BotocoreModel, readBotocore } from './botocore.ts';
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

/** Of all operations, modelled or not, the names: a state machine may name no other. */
const namesOf = (models: readonly [string, BotocoreModel][]): string => {
  const [first] = models;
  const lines = models.map(
    ([name, { operations }]) => ` ${JSON.stringify(name)}: ${JSON.stringify(Object.keys(operations).toSorted())}`,
  );
  return `{\n "source": [${JSON.stringify(first?.[1].source.split(',')[0])}],\n${lines.join(',\n')}\n}\n`;
};

const models: [string, BotocoreModel][] = [];
const aws = createAws({ clock: createVirtualClock() });
for (const { name, operations } of Object.values(aws).filter(isService)) {
  const model = readBotocore(botocore, name);
  models.push([name, model]);
  const table = compact(model, Object.keys(operations));
  writeFileSync(tableFile(name), written(table));
  console.log(
    `${name}: ${Object.keys(table.operations).length} operations, ${Object.keys(table.shapes).length} shapes`,
  );
}
writeFileSync(operationsFile, namesOf(models));
await aws.close();
