import { cut } from '../../shared/domain/outside-text.ts';
import { lines } from './lines.ts';
import { type ReadPlanSituation, type ReadSituation, readPlanSituations, readSituations } from './read.ts';

type Row = readonly string[];

/** As a cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

const longestText = 180;

const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const linkTo = (title: string, file: string): string => `[${cell(title)}](../test/situations/${file})`;

/** Each run with its decisions and its outcome, each verification with its verdict; where nothing ran, what detection said. */
const verdictOf = ({ expect: { runs, verifications, detection } }: ReadSituation): string => {
  const all = [
    ...runs.map(({ decided, outcome }) => [...decided, `**${outcome}**`].join(', ')),
    ...verifications.map(({ verdict }) => `**${verdict}**`),
  ];
  return all.length > 0 ? all.join('; then ') : [...new Set(detection), '**nothing starts**'].join(', ');
};

const callsOf = ({ expect: { calls } }: ReadSituation): string =>
  calls.length === 0 ? 'none' : calls.map((call) => call.replace(/^\w+:(\w+) \S+/, '$1')).join(', ');

const isAlarm = ({ subject }: ReadSituation['expect']['notices'][number]): boolean =>
  /^(ALARM|INSUFFICIENT)/.test(subject);

/** What people read last; CloudWatch's own notices are left out. */
const saidOf = ({ expect: { notices, tried } }: ReadSituation): string => {
  const last = notices.filter((notice) => !isAlarm(notice)).at(-1);
  return last === undefined ? (tried.at(-1) ?? 'nobody is told') : last.first;
};

const rowOf = (one: ReadSituation): Row => [
  linkTo(one.title, `cases/${one.file}`),
  cell(verdictOf(one)),
  cell(callsOf(one)),
  cell(cut(saidOf(one), longestText)),
];

const sectionOf = (line: number, all: readonly ReadSituation[]): string[] => {
  const rows = all.filter((one) => one.line === line).map(rowOf);
  if (rows.length === 0) return [];
  return [`## ${lines[line]}`, table(['Situation', 'Verdict', 'Calls that change something', 'Told last'], rows)];
};

const planRow = ({ title, file, expect: { refused, warned } }: ReadPlanSituation): Row => [
  linkTo(title, file),
  refused.length > 0 ? '**refused**' : warned.length > 0 ? 'taken, with a warning' : 'taken',
  cell(cut([...refused, ...warned].join('; '), longestText)),
];

/** The page with every situation, made from the files themselves. */
export const situationsPage = (): string => {
  const [all, plans] = [readSituations(), readPlanSituations()];
  const head = [
    '# Situations',
    `Made from \`test/situations\` by \`npm run situations\`: ${all.length} situations and ${plans.length} plans. Each file says how the account is, what happens and what it comes to; the tests play all of them with the packaged stack. A run that nobody names an operator for was started by a program.`,
  ];
  const sections = Object.keys(lines).flatMap((line) => sectionOf(Number(line), all));
  const last = [`## ${lines[20]}`, table(['Plan', '`npm run plans`', 'It says'], plans.map(planRow))];
  return `${[...head, ...sections, ...last].join('\n\n')}\n`;
};
