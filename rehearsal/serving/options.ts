import { numberOf } from '../numbers.ts';
import { parseArguments } from '../parse-arguments.ts';

const definitions = {
  plan: { type: 'string' },
  plans: { type: 'string', default: 'plans' },
  disarmed: { type: 'boolean', default: false },
  speed: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
  port: { type: 'string', default: '4566' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const serveHelpText = `Serves a simulated AWS on 127.0.0.1 until Ctrl-C: both stacks of Lifeboat as they are packaged, and what a plan protects, with real
PostgreSQL behind RDS. Any AWS client can look at it and drive it; how is printed when it serves.

  npm run simulate -- [options]

  --plan NAME       the service of which plan is built                          (the first one, by its name)
  --plans FOLDER    where the plan files are                                    (plans)
  --port N          where AWS clients find it; 0 for a free one                 (4566)
  --disarmed        alarms, rules and schedules start nothing by themselves
  --speed N         AWS's own dwell times pass N times faster, 1 to 100         (20)
  --seed N          repeats the same random choices                             (1)
  --help            this text

While it serves, it takes a line at its terminal: lose REGION, heal REGION, quit.

Exit code: 0 it served until it was told to stop; 2 the options or this machine are not as needed; 130 interrupted before it served.`;

export type ServeOptions = Readonly<{
  command: 'serve' | 'help';
  plans: string;
  plan: string | undefined;
  /** Whether alarms, rules and schedules may start runs. */
  isArmed: boolean;
  speed: number;
  seed: number;
  port: number;
}>;

export function readServeOptions(args: readonly string[]): ServeOptions {
  const values = parseArguments(args, definitions, 'npm run simulate');
  return {
    command: values.help ? 'help' : 'serve',
    plans: values.plans,
    plan: values.plan,
    isArmed: !values.disarmed,
    speed: numberOf('speed', values.speed, [1, 100]),
    seed: numberOf('seed', values.seed, [0, 4_294_967_295]),
    port: numberOf('port', values.port, [0, 65_535]),
  };
}
