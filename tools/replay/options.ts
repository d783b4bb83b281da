import { parseArgs } from 'node:util';
import * as z from 'zod';
import { Duration } from '../../shared/contracts/fields.ts';
import { BadInput, slipIn } from '../bad-input.ts';

export const usage = `npm run replay -- <history.json or folder> ... [options]

Says when a plan would have failed over by itself, when it would have waited or refused, and why, from the history of its alarms:
  aws cloudwatch describe-alarm-history --alarm-types MetricAlarm CompositeAlarm --region <region> > history.json
Alarms are known by their names; give one file per Region where they stand in several (health checks: us-east-1). CloudWatch keeps
their history for 30 days. The history of a whole Region may be of any length: other alarms are left out while it is read.
Answers of the API that say NextToken are pages: give all of them in their order, or the folder that they lie in. What boto3 prints with
json.dumps(answer, default=str) is read as well.

  --plan <name>                        which plan; not needed when there is only one
  --plans <folder>                     where the plan files are; default: plans
  --from, --until <time>               such as 2026-01-05T03:00Z; default: what the history covers
  --assume-others good|bad|unknown     how to take signals without a history; default: unknown
  --acknowledge-after <duration>       how soon people sign off a run, such as 24h, the default; until then no other would start
  --help`;

const Time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/, 'a time such as 2026-01-05T03:00Z')
  .transform((text, context) => {
    const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(text);
    const ms = Date.parse(hasZone || text.length === 10 ? text : `${text}Z`);
    if (!Number.isNaN(ms)) return new Date(ms).toISOString();
    context.addIssue({ code: 'custom', message: 'a time such as 2026-01-05T03:00Z' });
    return z.NEVER;
  });

const Options = z.object({
  files: z.array(z.string()).min(1, 'name at least one file with the history of alarms'),
  plan: z.string().optional(),
  plans: z.string().default('plans'),
  from: Time.optional(),
  until: Time.optional(),
  'assume-others': z.enum(['good', 'bad', 'unknown']).default('unknown'),
  'acknowledge-after': Duration.default(86_400),
});

const known = {
  plan: { type: 'string' },
  plans: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  'assume-others': { type: 'string' },
  'acknowledge-after': { type: 'string' },
  help: { type: 'boolean' },
} as const;

export type Options = z.output<typeof Options>;

/** What was asked for; `help` when that is all. */
export function readOptions(argv: readonly string[]): Options | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const options = Options.safeParse({ ...values, files: positionals });
  if (options.success) return options.data;
  throw new BadInput(
    options.error.issues
      .map(({ path, message }) => `${path[0] === 'files' ? '' : `--${path.join('.')}: `}${message}`)
      .join('\n'),
  );
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: known, allowPositionals: true });
  } catch (error) {
    throw slipIn(error, 'npm run replay');
  }
}
