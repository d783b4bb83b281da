import * as z from 'zod';
import { Outcome } from '../../../shared/contracts/recovery/recovery-record.ts';
import { Happening } from './happening.ts';
import { Time } from './moment.ts';
import { Pattern } from './pattern.ts';

const RunEnd = z.strictObject({
  /** Its name; `itself`: Lifeboat has started it. */
  run: z.string(),
  /** Verdict and code of each decision, in order. */
  decided: z.array(z.string()),
  outcome: Outcome,
  /** Why, as the record says it. */
  reason: Pattern,
  /** Whose answers the record has, in order: approve by Ada. */
  answered: z.array(Pattern).default([]),
  /** Data loss as the record says it. */
  loss: Pattern,
  /** Of the execution. */
  execution: z.enum(['SUCCEEDED', 'FAILED', 'ABORTED', 'TIMED_OUT']).default('SUCCEEDED'),
});

const VerificationEnd = z.strictObject({
  verification: z.string(),
  verdict: z.enum(['passed', 'failed', 'inconclusive']),
  reason: Pattern,
  execution: z.enum(['SUCCEEDED', 'FAILED', 'ABORTED', 'TIMED_OUT']).default('SUCCEEDED'),
});

/** What it comes to. Whatever happens besides what is said here fails the situation. */
const Expectation = z.strictObject({
  runs: z.array(RunEnd),
  verifications: z.array(VerificationEnd).default([]),
  /** What a run of mode automatic met that nobody had said yes to yet, told by the account itself: see truth.ts. */
  met: z.array(z.enum(['a fork', 'a stranger', 'a silenced plan', 'a healthy service'])).default([]),
  /** Codes of what detection wrote down of the plan, in order; what it says again stands once. */
  detection: z.array(z.string()).default([]),
  /** Every call that changes something of the plan's, in order, with its Region, and its error where it had one. */
  calls: z.array(Pattern),
  /** What came of `invoke`, `runStep` and `tries`, in order. */
  tried: z.array(Pattern).default([]),
  /** Copies of verifications that stand at the end. */
  copies: z.int().default(0),
  /** Texts that stand in no notice, record, report, ledger or log. */
  nowhere: z.array(Pattern).default([]),
  /** Everything that people were told, in order, by its subject and its first line. */
  notices: z.array(z.strictObject({ subject: Pattern, first: Pattern })),
  /** Who has the lock of the plan at the end: `free`. */
  lock: z.string(),
  /** What is true at the end, asked of AWS and not of Lifeboat: `untouched`, `recovered`, or what differs from them. */
  service: Pattern,
});

/** One situation. Closed: a key that is misspelt fails. */
export const Situation = z.strictObject({
  title: z.string().min(20),
  /** Of issue 11. */
  line: z.int().min(1).max(20),
  /** Why it has to be so, where the title does not say it. */
  why: z.string().optional(),
  account: z
    .strictObject({
      /** `armed`: probes, alarms, rules and schedules as they are deployed. Else nothing starts by itself. */
      detection: z.enum(['armed', 'off']).default('off'),
      runbook: z.string().optional(),
      /** What differs from test/plans/shielda.yml: what stands at a path such as runbooks.region-failover.stages.1.name; null takes it away. */
      plan: z.record(z.string(), z.unknown()).default({}),
      /** Each database has a snapshot of an hour ago, and a place to restore it in. */
      backups: z.boolean().default(false),
      promotion: Time.default(60),
      /** Of `recover`, where it is another than the stack's. */
      deadline: Time.optional(),
    })
    .prefault({}),
  given: z.array(Happening).default([]),
  when: z.array(Happening).min(1),
  /** What a person answers to each approval and to each step that failed, by the notice's own commands; a dash: nothing. */
  answers: z
    .strictObject({ approval: z.array(z.string()).default([]), failure: z.array(z.string()).default([]) })
    .prefault({}),
  /** How long it is looked at, at least: else until all that runs has ended. */
  until: Time.default(0),
  expect: Expectation,
});
export type Situation = z.output<typeof Situation>;
export type Expectation = Situation['expect'];
