import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { BadInput } from '../bad-input.ts';
import { type Options, readOptions, usage } from './options.ts';
import { outagesOf } from './outages.ts';
import { type History, type HistoryFile, readAlarmHistory } from './read-alarm-history.ts';
import { reportOf } from './report.ts';
import { type Scenario, simulate } from './simulate.ts';
import { inColour, plain } from './strip.ts';
import { isOfPlan, timelinesOf } from './timelines.ts';

/** What was bad when the history ends is followed for so long. */
const beyondMs = 900_000;

/** What the command touches of the world. */
export type Surroundings = Readonly<{
  /** The files that a path stands for. */
  filesAt: (path: string) => readonly HistoryFile[];
  /** Of a folder. Throws where one of them is not as it should be, or where there is none. */
  plans: (folder: string) => Readonly<Record<string, DeployedPlan>>;
  isTerminal: boolean;
  /** How far a file has been read, in bytes. */
  progress: (file: string, done: number, bytes: number | undefined) => void;
}>;

export type Ended = Readonly<{ exitCode: 0 | 2; out: string; error: string }>;

/** The whole command, from its arguments to what it prints. */
export async function replay(argv: readonly string[], surroundings: Surroundings): Promise<Ended> {
  try {
    const options = readOptions(argv);
    return { exitCode: 0, out: options === 'help' ? `${usage}\n` : await tell(options, surroundings), error: '' };
  } catch (error) {
    if (error instanceof BadInput) return { exitCode: 2, out: '', error: `${error.message}\n` };
    throw error;
  }
}

async function tell(options: Options, { filesAt, plans, isTerminal, progress }: Surroundings): Promise<string> {
  const plan = planFor(plansIn(options.plans, plans), options.plan);
  const history = await readAlarmHistory(options.files.flatMap(filesAt), { isWanted: isOfPlan(plan), progress });
  const scenario = scenarioOf(options, plan, history);
  const looks = simulate(scenario);
  return reportOf({ scenario, looks, outages: outagesOf(scenario, looks) }, isTerminal ? inColour : plain);
}

function plansIn(folder: string, plans: Surroundings['plans']): ReturnType<Surroundings['plans']> {
  try {
    return plans(folder);
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : String(error));
  }
}

function planFor(plans: Readonly<Record<string, DeployedPlan>>, name: string | undefined): DeployedPlan {
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
}

function scenarioOf(options: Options, plan: DeployedPlan, history: History): Scenario {
  const timelines = timelinesOf(plan, history, options['assume-others']);
  const times = timelines.flatMap(({ turns }) => turns.map(({ at }) => at)).sort();
  const last = new Date(Date.parse(times.at(-1) ?? '') + beyondMs).toISOString();
  const { from = times[0] ?? last, until = last } = options;
  if (from >= until) throw new BadInput(`--from and --until: there is no time between ${from} and ${until}`);
  const { chains } = history;
  return { plan, timelines, from, until, acknowledgeAfterSeconds: options['acknowledge-after'], chains };
}
