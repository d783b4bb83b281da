import { secondsBetween } from '../../shared/domain/time.ts';
import type { Outage } from './outages.ts';
import type { Look, Scenario } from './simulate.ts';
import { countUntil } from './sorted.ts';
import { type Paint, stripOf } from './strip.ts';
import { countOf, spanOf, timeOf } from './words.ts';

const verdictWord = { start: 'START', wait: 'wait', refuse: 'refuse', quiet: 'quiet' } as const;

export type Replayed = Readonly<{ scenario: Scenario; looks: readonly Look[]; outages: readonly Outage[] }>;

/** The whole account for people, one line after the other. */
export function reportOf(replayed: Replayed, paint: Paint): string {
  const { scenario, looks } = replayed;
  const { plan, from, until, timelines } = scenario;
  const changes = timelines.reduce((sum, { turns }) => sum + turns.length, 0);
  const sections = [
    [`Replay of ${plan.plan}, ${timeOf(from)} to ${timeOf(until)} (UTC), ${countOf(changes, 'change')} of state`],
    sources(scenario),
    stripOf({ timelines, looks }, { from, until }, paint),
    table(looks, scenario),
    summary(replayed),
    cautions(scenario),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const sources = ({ timelines }: Scenario): string[] =>
  timelines.map(({ signal, alarm, turns, before }) =>
    alarm === undefined
      ? `  ${signal}: ${before.answer}`
      : `  ${signal}: ${countOf(turns.length, 'change')}${signal.endsWith(alarm) ? '' : ` of alarm ${alarm}`}`,
  );

function table(looks: readonly Look[], scenario: Scenario): string[] {
  const news = newsIn(looks, scenario);
  if (news.length === 0) return ['Nothing but quiet: no signal was bad, and enough could be read.'];
  const width = Math.max(...news.map(({ code }) => code.length));
  return [
    `${'time (UTC)'.padEnd(19)}  ${'verdict'.padEnd(7)}  ${'code'.padEnd(width)}  reason`,
    ...news.map(
      (look) =>
        `${timeOf(look.at)}  ${verdictWord[look.verdict].padEnd(7)}  ${look.code.padEnd(width)}  ${look.reason}${thenOf(look)}`,
    ),
  ];
}

/** While no signal changes, what is said again stands once; that all is well is said only after something else. */
function newsIn(looks: readonly Look[], { timelines }: Scenario): Look[] {
  const changes = timelines.flatMap(({ turns }) => turns).sort((a, b) => a.at.localeCompare(b.at));
  const said = new Set<string>();
  let [isQuiet, seen] = [true, 0];
  return looks.filter(({ at, verdict, code }, index) => {
    const count = countUntil(changes, at);
    const isSame = looks[index - 1]?.code === code;
    if (count !== seen && !isSame) said.clear();
    seen = count;
    const isNews = verdict === 'start' || !(said.has(code) || (isQuiet && verdict === 'quiet'));
    said.add(code);
    isQuiet = verdict === 'quiet';
    return isNews;
  });
}

function thenOf({ recovery }: Look): string {
  if (recovery === undefined) return '';
  return recovery.verdict === 'proceed'
    ? '. It would fail over by itself.'
    : `. It would ask a person (${recovery.code}): ${recovery.reason}`;
}

function summary({ scenario, looks, outages }: Replayed): string[] {
  const starts = looks.filter(({ verdict }) => verdict === 'start');
  const byItself = starts.filter(({ recovery }) => recovery?.verdict === 'proceed').length;
  const asked = starts.length - byItself;
  const mode = `mode ${scenario.plan.response.mode}`;
  return [
    `${countOf(outages.length, 'outage')}${outages.length === 0 ? '.' : ':'}`,
    ...outages.map((outage, index) => outageLine(outage, index + 1, scenario)),
    `It would have started ${countOf(starts.length, 'run')} (${mode}): ${byItself} by itself, ${asked} after asking a person.`,
  ];
}

function outageLine(outage: Outage, number: number, { until: end }: Scenario): string {
  const { from, until, signals } = outage;
  const length = secondsBetween(from, until ?? end);
  const lasted = until === undefined ? `at least ${spanOf(length)}, to the end of the history` : spanOf(length);
  return `  ${number}. ${timeOf(from)}, ${lasted}: ${signals.join(', ')}. ${fateOf(outage, length)}.`;
}

function fateOf({ start, dwellSeconds = 0, lastWord, quorumAt }: Outage, lengthSeconds: number): string {
  const quorum = quorumAt === undefined ? 'no quorum' : `quorum at ${timeOf(quorumAt)}`;
  if (start === undefined) return `${quorum}; nothing would have been started (${lastWord?.code ?? 'not looked at'})`;
  const share = lengthSeconds === 0 ? 0 : Math.round((100 * dwellSeconds) / lengthSeconds);
  return `${quorum}; started at ${timeOf(start.at)}, after a wait of ${spanOf(dwellSeconds)} (dwell and grace), ${share} % of the outage`;
}

const cautions = (scenario: Scenario): string[] => [
  ...gapLines(scenario),
  ...listLines(scenario),
  ...chainLines(scenario),
  ...assumptions(scenario),
];

/** What the history itself shows to be missing in it. */
const gapLines = ({ timelines }: Scenario): string[] =>
  timelines.flatMap(({ alarm, gaps }) =>
    gaps.map(
      ({ after, until, was, turnedFrom }) =>
        `Changes of alarm ${alarm} are missing between ${timeOf(after)} and ${timeOf(until)}: it was ${was}, and then turned from ${turnedFrom}. What is missing may change the outcome.`,
    ),
  );

const listLines = ({ chains }: Scenario): string[] =>
  chains
    .flat()
    .flatMap(({ name, isList }) => (isList ? [`${name} is a list of items: whether it is whole is not in it.`] : []));

const chainLines = ({ chains }: Scenario): string[] =>
  chains.flatMap((pages) =>
    pages.length === 1 ? [] : [`Taken as one history, in this order: ${pages.map(({ name }) => name).join(', ')}.`],
  );

const assumptions = ({ plan }: Scenario): string[] => [
  ...(plan.detection.databaseFailover === undefined
    ? []
    : [
        `RDS is taken to have answered, so that every outage has its ${spanOf(plan.detection.databaseFailover.grace)} for the database's own failover; a lost Region gets none.`,
      ]),
  'Data loss, the standby and events that came late are not in this history: a real run looks at them, too.',
];
