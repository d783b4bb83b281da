import { readFileSync, writeFileSync } from 'node:fs';
import { Machine } from '../../deployment/lint/asl.ts';
import { machineNames, readDefinition } from '../../deployment/machine-files.ts';
import { readCommandLine } from '../command-line.ts';
import { mermaidOf } from './mermaid.ts';

const helpText = `Draws every machine of state-machines/ into docs/machines.md.

  npm run diagrams -- [options]

  --check           writes nothing; fails where the page does not show the machines as they are
  --help            this text`;

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

const read = readCommandLine({ command: 'npm run diagrams', help: helpText, options: { check: { type: 'boolean' } } });
if (read !== undefined && read.values.check !== true) writeFileSync(file, page());
if (read?.values.check === true && readFileSync(file, 'utf8') !== page()) {
  console.error(`${file} does not show the machines as they are; run: npm run diagrams`);
  process.exitCode = 1;
}
