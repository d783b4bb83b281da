import { readdirSync, readFileSync } from 'node:fs';

const folder = 'docs/decisions';

const linkLine = /^- (Supersede[sd]) (in part )?(by )?\[(\d+)\]\(([^)]+)\)/gm;

const head = `# Decisions

Made from the files of this folder by \`npm run docs\`. Numbers are never given again.

A new decision is a file \`NNN-name.md\` with \`## Context\`, \`## Decision\` and \`## Consequences\`, fifteen lines or so. One that changes an earlier
one says so below its title, and the earlier one says so, too:

- \`- Supersedes in part [5](005-….md): what happens when the Region does not answer.\`
- \`- Superseded in part by [46](046-….md): what happens when the Region does not answer.\``;

type Link = Readonly<{ relation: 'Supersedes' | 'Superseded by'; inPart: boolean; number: number; file: string }>;

export type Decision = Readonly<{ file: string; number: number; title: string; links: readonly Link[]; text: string }>;

/** Every decision, by its number. */
export const readDecisions = (): Decision[] =>
  readdirSync(folder)
    .filter((file) => file !== 'README.md')
    .map(decisionIn)
    .sort((one, other) => one.number - other.number);

function decisionIn(file: string): Decision {
  const text = readFileSync(`${folder}/${file}`, 'utf8');
  const [, number, title] = /^# (\d+)\. (.+)\n/.exec(text) ?? [];
  if (number === undefined || title === undefined)
    throw new Error(`${folder}/${file} does not begin with "# <number>. <title>"`);
  return { file, number: Number(number), title, links: linksIn(text), text };
}

const linksIn = (text: string): Link[] =>
  [...text.matchAll(linkLine)].map(([, verb, inPart, _by, number, file = '']) => ({
    relation: verb === 'Supersedes' ? 'Supersedes' : 'Superseded by',
    inPart: inPart !== undefined,
    number: Number(number),
    file,
  }));

/** docs/decisions/README.md. */
export function decisionsPage(decisions: readonly Decision[]): string {
  const rows = decisions.map(
    (decision) => `| ${decision.number} | [${decision.title}](${decision.file}) | ${statusOf(decision)} |`,
  );
  return `${[head, ['| | Decision | |', '|---|---|---|', ...rows].join('\n')].join('\n\n')}\n`;
}

function statusOf({ links }: Decision): string {
  const later = links.filter(({ relation }) => relation === 'Superseded by');
  const named = later.map(
    ({ number, file, inPart }) => `${inPart ? 'in part ' : ''}superseded by [${number}](${file})`,
  );
  return named.length === 0 ? 'stands' : named.join(', ');
}
