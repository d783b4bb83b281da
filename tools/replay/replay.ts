import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { BadInput } from '../bad-input.ts';
import { type Options, readOptions, usage } from './options.ts';
import { outagesOf } from './outages.ts';
import { type HistoryItem, readHistory } from './read-history.ts';
import { reportOf } from './report.ts';
import { type Scenario, simulate } from './simulate.ts';
import { inColour, plain } from './strip.ts';
import { timelinesOf } from './timelines.ts';

/** What the command touches of the world. */
export type Surroundings = Readonly<{
  readFile: (file: string) => string;
  plans: () => Readonly<Record<string, DeployedPlan>>;
  isTerminal: boolean;
}>;

export type Ended = Readonly<{ exitCode: 0 | 2; out: string; error: string }>;

/** What was bad when the history ends is followed for so long. */
const beyondMs = 900_000;

const planFor = (plans: Readonly<Record<string, DeployedPlan>>, name: string | undefined): DeployedPlan => {
  const names = Object.keys(plans);
  const [only, another] = names;
  const wanted = name ?? (another === undefined ? only : undefined);
  const plan = wanted !== undefined && Object.hasOwn(plans, wanted) ? plans[wanted] : undefined;
  if (plan !== undefined) return plan;
  throw new BadInput(
    name === undefined
      ? `--plan: say which one of ${names.join(', ')}`
      : `--plan: there is no plan ${name}; there is ${names.join(', ')}`,
  );
};

const scenarioOf = (options: Options, plan: DeployedPlan, items: readonly HistoryItem[]): Scenario => {
  const timelines = timelinesOf(plan, items, options['assume-others']);
  const times = timelines.flatMap(({ turns }) => turns.map(({ at }) => at)).sort();
  const last = new Date(Date.parse(times.at(-1) ?? '') + beyondMs).toISOString();
  const { from = times[0] ?? last, until = last } = options;
  if (from >= until) throw new BadInput(`--from and --until: there is no time between ${from} and ${until}`);
  return { plan, timelines, from, until, acknowledgeAfterSeconds: options['acknowledge-after'] };
};

const readFiles = (files: readonly string[], readFile: Surroundings['readFile']): HistoryItem[] =>
  readHistory(
    files.map((file) => {
      try {
        return { file, text: readFile(file) };
      } catch (error) {
        throw new BadInput(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );

const tell = (options: Options, { readFile, plans, isTerminal }: Surroundings): string => {
  const scenario = scenarioOf(options, planFor(plans(), options.plan), readFiles(options.files, readFile));
  const looks = simulate(scenario);
  return reportOf({ scenario, looks, outages: outagesOf(scenario, looks) }, isTerminal ? inColour : plain);
};

/** The whole command, from its arguments to what it prints. */
export const replay = (argv: readonly string[], surroundings: Surroundings): Ended => {
  try {
    const options = readOptions(argv);
    return { exitCode: 0, out: options === 'help' ? `${usage}\n` : tell(options, surroundings), error: '' };
  } catch (error) {
    if (error instanceof BadInput) return { exitCode: 2, out: '', error: `${error.message}\n` };
    throw error;
  }
};
