import * as z from 'zod';
import { about } from './about.ts';
import { EcsName } from './aws-names.ts';
import { DbInstanceId, DnsName, StepId } from './fields.ts';

const RehearsedDatabase = z
  .strictObject({
    instance: DbInstanceId.meta(
      about('The database, by the instance that takes writes before a run or by a replica of it.', 'orders-prod'),
    ),
    schema: z
      .string()
      .min(1)
      .optional()
      .meta(
        about(
          'SQL that makes the tables and rows which the checks of the plan ask for. It runs once, as the owner. Without it they are guessed from the statements of the checks.',
          'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders SELECT * FROM generate_series(1, 100) n;',
        ),
      ),
    insert: z
      .string()
      .regex(/\$1\b/, 'a statement with $1 for the number of the row')
      .optional()
      .meta(
        about(
          'The statement by which the writer of a rehearsal adds a row; `$1` is its number, a bigint. Without it the writer has a table of its own. Give `read`, too.',
          'INSERT INTO heartbeats (sequence) VALUES ($1)',
        ),
      ),
    read: z
      .string()
      .regex(/^\s*select\b[^;]*$/i, 'a single SELECT without a semicolon')
      .optional()
      .meta(
        about(
          'One SELECT that answers the numbers of all rows that `insert` has added, in one column.',
          'SELECT sequence FROM heartbeats',
        ),
      ),
  })
  .refine((one) => (one.insert === undefined) === (one.read === undefined), 'give insert and read, or neither');

const RehearsedService = z.strictObject({
  service: EcsName.meta(about('Name of an ECS service, as steps have it.', 'api')),
  hosts: z
    .array(DnsName)
    .min(1)
    .optional()
    .meta(
      about(
        'Host names that lead to it: of its load balancers, or those that clients know. Without them its name tells, or the order of the steps.',
        ['api.example.com', 'api-dr-1093712205.eu-central-1.elb.amazonaws.com'],
      ),
    ),
  databases: z
    .array(DbInstanceId)
    .min(1)
    .optional()
    .meta(about('What it keeps its rows in. Without them: all databases of the plan.', ['orders-prod'])),
});

const Made = z.strictObject({
  step: StepId.meta(about('The `askOperator` step.', 'restore')),
  instance: DbInstanceId.meta(
    about('The new RDS instance that whoever answers it with yes has made by then.', 'orders-restored'),
  ),
  from: DbInstanceId.meta(about('The database whose newest backup it is restored from.', 'orders-prod')),
});

/** For whoever rehearses a plan: nothing of it is deployed, and it is no part of the plan's hash. */
export const Rehearsal = z.strictObject({
  databases: z.array(RehearsedDatabase).max(100).default([]).meta(about('What the databases hold.')),
  services: z.array(RehearsedService).max(100).default([]).meta(about('Which services there are behind which names.')),
  made: z.array(Made).max(100).default([]).meta(about('What people make when a step asks them.')),
});
export type Rehearsal = z.output<typeof Rehearsal>;
