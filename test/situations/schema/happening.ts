import * as z from 'zod';
import { Time } from './moment.ts';

/**
 * When it happens: so long after the beginning of `when`, or once a call of this operation was made or a state of this name was
 * entered (the first time, unless `nth`), and `after` that. Neither: in `given`, when what stands before it is done; in `when`, at its beginning.
 */
const moment = {
  at: Time.optional(),
  once: z.string().optional(),
  nth: z.int().min(1).default(1),
  after: Time.default(0),
};

const Call = z.string().regex(/^[a-z0-9]+:[A-Z]\w+$/, 'a call such as rds:PromoteReadReplica');
const Input = z.record(z.string(), z.unknown());

/** Nothing happens for so long. */
const Pass = z.strictObject({ ...moment, pass: Time });

/** All that is in the Region is silent, until it is back. */
const Region = z.strictObject({
  ...moment,
  region: z.enum(['lost', 'back']),
  of: z.enum(['primary', 'standby']).default('primary'),
});

/** The load balancer of a Region answers 503 to everybody. */
const Balancer = z.strictObject({
  ...moment,
  balancer: z.enum(['broken', 'well']),
  of: z.enum(['primary', 'standby']).default('primary'),
});

/**
 * What somebody has made of the standby. `behind`: its stream is held back by so much, and has been for as long. `overloaded`: for so long it
 * breaks every connection.
 */
const Replica = z.strictObject({
  ...moment,
  replica: z.union([
    z.enum(['promotedByHand', 'deleted', 'ofAnotherDatabase', 'inTheWrongRegion', 'withoutReplay']),
    z.strictObject({ behind: Time }),
    z.strictObject({ overloaded: Time }),
  ]),
});

/**
 * RDS shows the old primary in this status, as after a disk that is full, or a stop of which nobody told. `opened`: a person, or a program that
 * keeps things as they were, gives it a security group that lets everybody in, as soon as RDS takes the call.
 */
const Primary = z.strictObject({
  ...moment,
  primary: z.enum(['available', 'stopped', 'storage-full', 'failed', 'incompatible-network', 'modifying', 'opened']),
});

/** A person makes a call at the console, in the standby Region unless said. */
const Console = z.strictObject({ ...moment, console: Call, region: z.string().optional(), with: Input.default({}) });

const Kind = z.union([
  z.enum(['before', 'after', 'hang']),
  z.strictObject({ slowSeconds: z.number() }),
  z.strictObject({ throttle: z.literal(true) }),
  z.strictObject({ staleSeconds: z.number() }),
  z.strictObject({ error: z.string(), status: z.int() }),
  z.strictObject({ deny: z.literal(true) }),
]);

/** What goes wrong between a caller and a service, as packages/simulated-aws/src/faults/rule.ts has it; `for`: so long, else for good. */
const Fault = z.strictObject({
  ...moment,
  fault: z.strictObject({
    service: z.string().optional(),
    operation: z.string().optional(),
    region: z.string().optional(),
    role: z.string().optional(),
    nth: z.union([z.int().min(1), z.strictObject({ every: z.int().min(2) })]).optional(),
    kind: Kind,
  }),
  for: Time.optional(),
});

/** Somebody, or a program where no operator is named, starts `recover` under this name. Times may be said as now-1h. */
const Start = z.strictObject({ ...moment, start: z.string(), with: Input.default({}) });

/** A person pastes the command of a question's notice: of the last one, unless `to` counts another. */
const Answer = z.strictObject({
  ...moment,
  answer: z.string(),
  by: z.string().default('Ada'),
  because: z.string().default('I have looked at it'),
  to: z.int().min(1).optional(),
});

/** Somebody sends this text by the command of the last question. */
const Says = z.strictObject({ ...moment, says: z.string() });

/** Somebody with the right to do so invokes a function of the stack. */
const Invoke = z.strictObject({ ...moment, invoke: z.string(), with: Input });

/** Somebody starts `run-step` by hand for a step of this run. */
const RunStep = z.strictObject({ ...moment, runStep: z.string(), kind: z.string(), of: z.string() });

const Stop = z.strictObject({ ...moment, stop: z.string() });
const Redrive = z.strictObject({ ...moment, redrive: z.string() });

/** Whatever this function is doing ends with its process. */
const Kill = z.strictObject({ ...moment, kill: z.string() });

const KillSwitch = z.strictObject({ ...moment, killSwitch: z.string() });

/** Somebody signs off this run, as its notice asks for. */
const Acknowledge = z.strictObject({ ...moment, acknowledge: z.string() });

/** Somebody says that the fence of this database, which this run owes, shall not be made any more. */
const WriteOff = z.strictObject({ ...moment, writeOff: z.string(), of: z.string() });

/** Somebody starts `verify-restores` under this name. */
const Verify = z.strictObject({ ...moment, verify: z.string(), with: Input.default({}) });

/** What a person makes of alarms of the plan. */
const Alarms = z.strictObject({
  ...moment,
  alarms: z.union([z.literal('all'), z.array(z.string()).min(1)]),
  become: z.enum(['muted', 'disabled', 'deleted']),
  for: Time.default(43_200),
});

/** A call with the role of a function, whatever its code would do. The stack's own places: $ledger, $control, $records. */
const Tries = z.strictObject({ ...moment, tries: Call, as: z.string(), region: z.string().optional(), with: Input });

/** Somebody on this machine, or a page in its browser, asks the simulation's port; `bytes`: so long a body. */
const Knocks = z.strictObject({
  ...moment,
  knocks: z.enum(['GET', 'POST', 'PUT', 'OPTIONS']),
  headers: z.record(z.string(), z.string()).default({}),
  bytes: z.int().default(0),
});

/**
 * A snapshot more of the primary database, so old; `of`: another instance that had its name; `damaged`: which of its tables is not
 * whole in it; `fatal`: so that a server crashes over it.
 */
const Snapshot = z.strictObject({
  ...moment,
  snapshot: z.string(),
  age: Time,
  of: z.string().optional(),
  damaged: z.strictObject({ table: z.string(), as: z.enum(['heap', 'index', 'fatal']) }).optional(),
});

/** The connection to the copy, or to what it is compared with, ends as a statement with this text is sent; so many times, else each time. */
const Breaks = z.strictObject({
  ...moment,
  breaksAt: z.string(),
  of: z.enum(['copy', 'source']).default('copy'),
  times: z.int().min(1).optional(),
});

/** RDS drops this snapshot, as when its retention is over. */
const DropSnapshot = z.strictObject({ ...moment, dropSnapshot: z.string() });

export const Happening = z.union([
  Pass,
  Region,
  Balancer,
  Replica,
  Primary,
  Console,
  Fault,
  Start,
  Answer,
  Says,
  Invoke,
  RunStep,
  Stop,
  Redrive,
  Kill,
  KillSwitch,
  Acknowledge,
  WriteOff,
  Verify,
  Alarms,
  Tries,
  Knocks,
  Snapshot,
  DropSnapshot,
  Breaks,
]);
export type Happening = z.output<typeof Happening>;
export type HappeningOf<K extends string> = Extract<Happening, Record<K, unknown>>;
