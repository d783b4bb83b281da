import * as z from 'zod';
import { SignalState } from '../../shared/contracts/detection/signal-reading.ts';

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const secondsIn = (text: string): number =>
  [...text.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (secondsPerUnit[unit] ?? Number.NaN),
    0,
  ) * (text.startsWith('-') ? -1 : 1);

/** A moment of the case, as the time since its beginning: 30s, 1h5m, -2d. */
const Moment = z
  .string()
  .regex(/^-?(\d+[smhd])+$/, 'a time such as 30s, 1h5m or -2d')
  .transform(secondsIn);

/** Most entries concern the plan `orders`; another is named by `of`. */
const common = { at: Moment, of: z.string().default('orders') };

const Turn = z.strictObject({
  ...common,
  turns: z.record(z.string(), SignalState),
  /** When the source says that it turned, where that is not now; `unknown` for a source that does not say. */
  since: z.union([z.literal('unknown'), Moment]).optional(),
});

/** What becomes of the alarms of signals, by their short names: they act, something silences them, or nobody can say. */
const Alarms = z.strictObject({ ...common, alarms: z.record(z.string(), z.string()) });

const Event = z.strictObject({
  ...common,
  /** A signal of the plan by its short name: an event of its alarm is delivered. */
  event: z.string(),
  /** How old it is by now. */
  age: Moment.default(0),
  times: z.int().min(1).default(1),
  id: z.string().optional(),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).default('ALARM'),
  alarm: z.string().optional(),
  region: z.string().optional(),
  account: z.string().optional(),
});

const Schedule = z.strictObject({ ...common, schedule: z.literal('ticks') });

/** Whatever somebody or something starts `detect` with. */
const Input = z.strictObject({ ...common, input: z.unknown() });

/** A person, or a program, starts `recover` under this name. */
const Start = z.strictObject({ ...common, starts: z.string(), with: z.record(z.string(), z.unknown()).default({}) });

const Answer = z.strictObject({
  ...common,
  answers: z.string(),
  by: z.string().default('Ada'),
  reason: z.string().default('I have looked at it'),
});

const KillSwitch = z.strictObject({ ...common, killSwitch: z.string(), everywhere: z.boolean().default(false) });

/** A person signs off the run of this name; `last` is the last one. */
const Acknowledgement = z.strictObject({
  ...common,
  acknowledges: z.string(),
  by: z.string().default('Ada'),
  reason: z.string().default('I have seen it'),
});

/** Whether the execution that holds the lock lives: it may die, or nobody can say. */
const Holder = z.strictObject({ ...common, run: z.enum(['dies', 'diesUnseen']) });

const Database = z.strictObject({
  ...common,
  database: z.enum(['multiAz', 'singleZone', 'silent', 'startsFailover', 'endsFailover']),
});

const Replica = z.strictObject({
  ...common,
  replica: z.strictObject({
    /** Seconds behind the present, for as long as nothing else is said. */
    behind: Moment.optional(),
    /** It has everything until this moment. */
    until: Moment.optional(),
    /** It answers, and has replayed nothing since it started. */
    silentOnReplay: z.literal(true).optional(),
    unreachable: z.literal(true).optional(),
    /** It knows another password than the secret has. */
    refusesLogin: z.literal(true).optional(),
    /** CloudWatch's ReplicaLag: the minute it is of, and its seconds; the least where least and most differ. */
    metric: z.array(z.strictObject({ minute: Moment, most: z.number(), least: z.number().optional() })).optional(),
    status: z.string().optional(),
    /** The Region of its source, or none. */
    source: z.string().optional(),
    /** The name of its source. */
    of: z.string().optional(),
    /** Its DbiResourceId: another one is another database. */
    id: z.string().optional(),
    /** When RDS told that its replication ended. */
    left: Moment.optional(),
  }),
});

/** The old primary, for a replica that has left it. */
const Other = z.strictObject({ ...common, other: z.enum(['silent', 'stopped', 'fenced', 'takesWrites']) });

/** RDS in the Region of the primary that is to be fenced; a status: it answers, and says so. */
const Old = z.strictObject({
  ...common,
  old: z.enum(['answers', 'silent', 'fails', 'stopped', 'starting', 'storage-full', 'incompatible-network']),
});

/** The function of a kind of step dies before it has assessed anything. */
const Mute = z.strictObject({ ...common, mute: z.enum(['promoteReplica', 'scaleService']) });

/** The function of a kind of step takes five seconds to assess its steps. */
const Slow = z.strictObject({ ...common, slow: z.enum(['promoteReplica', 'scaleService']) });

/** The status of the service that is scaled; `missing`: there is none. */
const Service = z.strictObject({ ...common, service: z.string() });

const Deployment = z.strictObject({ ...common, deploys: z.string() });

export const Happening = z.union([
  Turn,
  Alarms,
  Event,
  Schedule,
  Input,
  Start,
  Answer,
  KillSwitch,
  Acknowledgement,
  Holder,
  Database,
  Replica,
  Other,
  Old,
  Mute,
  Slow,
  Service,
  Deployment,
]);
export type Happening = z.output<typeof Happening>;

/** `30s detect start quorum`; as a key, its value is a part of the reason that was given. */
const Line = z.union([
  z.string().transform((line) => ({ line, because: '' })),
  z.record(z.string(), z.string()).transform((only, context) => {
    const [entry, another] = Object.entries(only);
    if (entry !== undefined && another === undefined) return { line: entry[0], because: entry[1] };
    context.addIssue({ code: 'custom', message: 'one line, and a part of its reason' });
    return z.NEVER;
  }),
]);

const Changes = z.record(z.string(), z.unknown());

/** One case of the decision table. Closed: a key that is misspelt fails. */
export const Case = z.strictObject({
  title: z.string().min(10),
  /** By faults.md. */
  faults: z.array(z.string().regex(/^[AB]\d{1,2}$/)).default([]),
  /** What differs from the base plan, key by key. */
  plan: Changes.default({}),
  /** Further plans by their names, each the base plan with its changes. */
  plans: z.record(z.string(), Changes).default({}),
  history: z.array(Happening).min(1),
  /** How long it is looked at. */
  until: Moment.default(600),
  expect: z.strictObject({
    /** Every verdict, in order. What an execution says again stands once. */
    verdicts: z.array(Line),
    /** Every call that changes something, in order. */
    calls: z.array(z.string()),
  }),
});
export type Case = z.output<typeof Case>;
