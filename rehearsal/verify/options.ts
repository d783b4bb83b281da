import { Complaint } from 'simulated-aws/complaint.ts';
import { numberOf } from '../numbers.ts';
import { parseArguments } from '../parse-arguments.ts';
import { type VerifyFaultName, verifyFaultNames } from './faults.ts';

const definitions = {
  plan: { type: 'string' },
  plans: { type: 'string', default: 'plans' },
  fault: { type: 'string', default: 'none' },
  megabytes: { type: 'string', default: '100' },
  speed: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  port: { type: 'string', default: '0' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const verifyHelpText = `Rehearses the weekly verification of a backup on this machine: a real PostgreSQL database and its base backup, the
packaged machine verify-restores, a simulated AWS.

  npm run rehearse:verify -- [options]

  --plan NAME       whose backups are verified                                   (the first one, by its name)
  --plans FOLDER    where the plan files are                                     (plans)
  --fault NAME      what is wrong with the backup or its restore                 (none; --list shows all)
  --megabytes N     how much data the database holds, 1 to 2000                  (100)
  --speed N         AWS's own dwell times pass N times faster, 1 to 500          (100)
  --seed N          repeats the same random choices                              (1)
  --port N          where other AWS clients may look while it runs               (a free port)
  --list            the faults and how each must end
  --help            this text

Exit code: 0 it ended as it must: a good backup proven and its copy gone, a bad one named; 1 it did not; 2 the options or this
machine are not as needed; 130 interrupted.`;

export type VerifyOptions = Readonly<{
  command: 'verify' | 'help' | 'list';
  plans: string;
  plan: string | undefined;
  fault: VerifyFaultName;
  megabytes: number;
  speed: number;
  seed: number;
  port: number;
}>;

export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const values = parseArguments(args, definitions, 'npm run rehearse:verify');
  return {
    command: values.help ? 'help' : values.list ? 'list' : 'verify',
    plans: values.plans,
    plan: values.plan,
    fault: faultNamed(values.fault),
    megabytes: numberOf('megabytes', values.megabytes, [1, 2000]),
    speed: numberOf('speed', values.speed, [1, 500]),
    seed: numberOf('seed', values.seed, [0, 4_294_967_295]),
    port: numberOf('port', values.port, [0, 65_535]),
  };
}

function faultNamed(text: string): VerifyFaultName {
  const known = verifyFaultNames.find((name) => name === text);
  if (known !== undefined) return known;
  throw new Complaint(`--fault ${text}: no such fault. There are: ${verifyFaultNames.join(', ')}.`);
}
