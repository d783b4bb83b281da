import { readFileSync, writeFileSync } from 'node:fs';
import { Machine } from '../../deployment/lint/asl.ts';
import { machineNames, readDefinition } from '../../deployment/machine-files.ts';
import { mermaidOf } from './mermaid.ts';

const file = 'docs/machines.md';

/** The page with a picture of every machine, made from the definitions themselves. */
const page = (): string => {
  const sections = machineNames.map((name) => {
    const machine = Machine.parse(JSON.parse(readDefinition(name)));
    return `## ${name}\n\n${machine.Comment}\n\n${mermaidOf(machine)}`;
  });
  const head = 'Made from `state-machines/` by `npm run diagrams`. Solid: all is well. Dotted: something was caught.';
  return `${['# The state machines', head, ...sections].join('\n\n')}\n`;
};

if (!process.argv.includes('--check')) writeFileSync(file, page());
else if (readFileSync(file, 'utf8') !== page()) {
  console.error(`${file} does not show the machines as they are; run: npm run diagrams`);
  process.exitCode = 1;
}
