import * as z from 'zod';
import { EcsName } from './aws-names.ts';
import { DbInstanceId, DnsName, StepId } from './fields.ts';

/** A path of a plan for people who rehearse it: nothing of it is deployed, and it is no part of the plan's hash. */
const RehearsedDatabase = z
  .strictObject({
    instance: DbInstanceId.meta({
      description:
        'The database that takes writes before the run, or a replica of it, as steps and verifications name it.',
      examples: ['orders-prod'],
    }),
    schema: z
      .string()
      .min(1)
      .meta({
        description:
          'SQL that makes the tables and the rows which the checks of the plan ask for; run once, as the owner of the database. Absent: guessed from the statements of the checks.',
        examples: [
          'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders SELECT * FROM generate_series(1, 100);',
        ],
      })
      .optional(),
    insert: z
      .string()
      .regex(/\$1\b/, 'a statement with $1 for the number of the row')
      .meta({
        description:
          'The statement by which the writer of a rehearsal adds a row; $1 is its number, a bigint. Absent: into a table of its own.',
        examples: ['INSERT INTO heartbeats (sequence) VALUES ($1)'],
      })
      .optional(),
    read: z
      .string()
      .regex(/^\s*select\b[^;]*$/i, 'a single SELECT without a semicolon')
      .meta({
        description: 'The statement that answers the numbers of all rows which the writer has added, in one column.',
        examples: ['SELECT sequence FROM heartbeats'],
      })
      .optional(),
  })
  .refine((one) => (one.insert === undefined) === (one.read === undefined), 'give insert and read, or neither');

const RehearsedService = z.strictObject({
  service: EcsName.meta({ description: 'A service of ECS, as steps name it.', examples: ['api'] }),
  hosts: z
    .array(DnsName)
    .min(1)
    .meta({
      description:
        'Names that lead to it: of load balancers, or those that clients know. Absent: told by name or by the order of steps.',
      examples: [['api.example.com', 'api-dr-1093712205.eu-central-1.elb.amazonaws.com']],
    })
    .optional(),
  databases: z
    .array(DbInstanceId)
    .min(1)
    .meta({
      description: 'What it keeps its rows in. Absent: all databases of the plan.',
      examples: [['orders-prod']],
    })
    .optional(),
});

const Made = z.strictObject({
  step: StepId.meta({ description: 'The askOperator step.', examples: ['restore'] }),
  instance: DbInstanceId.meta({
    description: 'What the person who answers it with yes has made by then: a new instance.',
    examples: ['orders-restored'],
  }),
  from: DbInstanceId.meta({
    description: 'The database whose newest backup it is restored from.',
    examples: ['orders-prod'],
  }),
});

/** What `npm start` and its kin cannot guess from the rest of the plan. */
export const Rehearsal = z.strictObject({
  databases: z.array(RehearsedDatabase).max(100).default([]).meta({ description: 'What the databases hold.' }),
  services: z
    .array(RehearsedService)
    .max(100)
    .default([])
    .meta({ description: 'Which services there are behind which names.' }),
  made: z.array(Made).max(100).default([]).meta({ description: 'What people make when a step asks them.' }),
});
export type Rehearsal = z.output<typeof Rehearsal>;
