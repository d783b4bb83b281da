import { Complaint } from 'simulated-aws/complaint.ts';
import { type FaultName, faultNames, faultOf } from './faults.ts';
import { numberOf } from './numbers.ts';
import { parseArguments } from './parse-arguments.ts';

const definitions = {
  plan: { type: 'string' },
  plans: { type: 'string', default: 'plans' },
  runbook: { type: 'string' },
  fault: { type: 'string' },
  'from-alarm': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  speed: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
  port: { type: 'string', default: '0' },
  approve: { type: 'string', default: 'auto' },
  'detected-earlier': { type: 'string', default: '0' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const helpText = `Rehearses a recovery on this machine: real PostgreSQL, the packaged stack, a simulated AWS.

  npm start -- [options]

  --plan NAME       which plan                                      (the first one, by its name)
  --plans FOLDER    where the plan files are                        (plans)
  --runbook NAME    which runbook of the plan                       (the one that its response names)
  --fault NAME      what happens to the service and its Region      (what the runbook is for, such as region-lost; --list shows all)
  --from-alarm      nobody starts the recovery: probes fail, alarms turn, their events do
  --dry-run         the same machines, and no call that changes anything
  --speed N         AWS's own dwell times pass N times faster, 1 to 100   (20)
  --seed N          repeats the same random choices                 (1)
  --approve auto|me who answers the approval: the rehearsal, or you at this keyboard   (auto)
  --detected-earlier N|nothing   detectedAt, as the operator types it: N seconds before the first request failed   (0)
  --port N          where other AWS clients may look at the simulation while it runs   (a free port)
  --list            plans, runbooks and faults
  --help            this text

Exit code: 0 the service answers from where the runbook leads and the objectives are met (a dry run: the plan could be carried out; a
false alarm: nothing was touched); 1 it does not, or they are not; 2 the options or this machine are not as needed; 130 interrupted.`;

/** Thirty days. */
const earliest = 2_592_000;

export type Options = Readonly<{
  command: 'rehearse' | 'help' | 'list';
  /** The folder of the plan files. */
  plans: string;
  /** Undefined: the first of them. */
  plan: string | undefined;
  runbook: string | undefined;
  /** Of a rehearsal that names none it is the one that its runbook is for. */
  fault: FaultName;
  /** Nobody starts the run: the alarms have to. */
  fromAlarm: boolean;
  dryRun: boolean;
  speed: number;
  seed: number;
  port: number;
  approve: 'auto' | 'me';
  /** What the operator types: so many seconds before the first failed request, or nothing. */
  detectedEarlier: number | 'nothing';
}>;

/** What stands on the command line, before anybody has looked at the plan. */
export type Asked = Omit<Options, 'fault'> & Readonly<{ fault: FaultName | undefined }>;

export function readOptions(args: readonly string[]): Asked {
  const values = parsed(args);
  const fault = values.fault === undefined ? undefined : faultNamed(values.fault);
  const fromAlarm = values['from-alarm'] || (fault !== undefined && faultOf(fault).isForAlarms === true);
  refuseContradictions(values, fromAlarm);
  return {
    command: values.help ? 'help' : values.list ? 'list' : 'rehearse',
    plans: values.plans,
    plan: values.plan,
    runbook: values.runbook,
    fault,
    fromAlarm,
    dryRun: values['dry-run'],
    speed: numberOf('speed', values.speed, [1, 100]),
    seed: numberOf('seed', values.seed, [0, 4_294_967_295]),
    port: numberOf('port', values.port, [0, 65_535]),
    approve: approveOf(values.approve),
    detectedEarlier: detectedEarlierOf(values['detected-earlier']),
  };
}

const parsed = (args: readonly string[]) => parseArguments(args, definitions, 'npm start');

function faultNamed(text: string): FaultName {
  const known = faultNames.find((name) => name === text);
  if (known === undefined) throw new Complaint(`--fault ${text}: no such fault. There are: ${faultNames.join(', ')}.`);
  return known;
}

/** What only a person can ask for, when nobody is there to ask. */
function refuseContradictions(values: ReturnType<typeof parsed>, fromAlarm: boolean): void {
  if (!fromAlarm) return;
  if (values['dry-run']) throw new Complaint('--dry-run needs somebody to start it: leave --from-alarm out.');
  if (values.runbook !== undefined)
    throw new Complaint('--runbook: an alarm starts the runbook that the response of the plan names.');
  if (values.fault === 'none') throw new Complaint('--fault none breaks nothing, so no alarm would start anything.');
}

function approveOf(text: string): 'auto' | 'me' {
  if (text === 'auto' || text === 'me') return text;
  throw new Complaint(`--approve takes auto or me, not "${text}".`);
}

const detectedEarlierOf = (text: string): number | 'nothing' =>
  text === 'nothing' ? text : numberOf('detected-earlier', text, [0, earliest]);
