import * as z from 'zod';
import { about } from '../about.ts';
import { DbParameterGroupName, DbSubnetGroupName, SecretName } from '../aws-names.ts';
import { DataCheck } from '../data-check.ts';
import { DbInstanceId, Duration, durationWithin, Side, SqlName } from '../fields.ts';

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html; those of AWS and of Lifeboat are theirs. */
const TagKey = z
  .string()
  .regex(
    /^(?!aws:|lifeboat-)[\p{L}\p{N} _.:/=+@-]{1,128}$/u,
    'a key of a tag that begins neither with aws: nor with lifeboat-',
  );
const TagValue = z.string().regex(/^[\p{L}\p{N} _.:/=+@-]{0,256}$/u, 'a value of a tag, of up to 256 characters');

/** RDS takes 50 tags; Lifeboat has some of its own. */
const mostTags = 40;

/** Where the copy is made: apart from everything that serves. None of it may be in use by an instance that is not a copy. */
export const Restore = z.strictObject({
  instanceClass: z
    .string()
    .regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, 'an instance class such as db.t4g.medium')
    .meta(about('Class of the instance that the copy gets.', 'db.t4g.medium')),
  subnetGroup: DbSubnetGroupName.meta(
    about('Name of a DB subnet group without a route to anything that serves.', 'shielda-isolated'),
  ),
  securityGroups: z
    .array(z.string().regex(/^sg-[0-9a-f]{8,17}$/, 'a security group such as sg-0123456789abcdef0'))
    .min(1)
    .meta(
      about('Security groups of the copy. Only the function that checks needs to come in.', ['sg-0150a7ed00000000a']),
    ),
  parameterGroup: DbParameterGroupName.meta(about('DB parameter group of the copy.', 'shielda-postgres18')),
  clusterParameterGroup: DbParameterGroupName.optional().meta(
    about('Of an Aurora cluster: its cluster parameter group, besides that of its instance.', 'orders-aurora16'),
  ),
  within: durationWithin('1m', '7d').meta(
    about('The objective for the restore: from the call until the first check has passed.', '30m'),
  ),
  timeout: durationWithin('1m', '7d')
    .default(7200)
    .meta(about('When it is given up: from the first look until available, and again until all has been read.', '2h')),
  tags: z
    .record(TagKey, TagValue)
    .refine((tags) => Object.keys(tags).length <= mostTags, `${mostTags} tags at most`)
    .optional()
    .meta(
      about('Tags of the copy, besides those by which Lifeboat knows it: what the account asks of all that is made.', {
        owner: 'platform',
      }),
    ),
  hourlyCost: z
    .number()
    .positive()
    .optional()
    .meta(about('What an hour of the copy costs. Reports of copies that are left over quote it.', 0.073, 'US dollars')),
});

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** In which zone the times of a column are meant that has none of its own. Guessed it would be hours off. */
const TimeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/, 'a time zone such as UTC or Europe/Berlin')
  .refine(isZone, 'a time zone such as UTC or Europe/Berlin');

/**
 * Compared on copy and source: rows, and a checksum over whole rows. `until` is a timestamp column: rows that were written after
 * the recovery point do not count. Without it a table that is written to needs a tolerance.
 */
const ManifestTable = z.strictObject({
  table: SqlName.meta(about('Name of the table, with its schema or without.', 'organizations')),
  until: SqlName.optional().meta(
    about('A timestamp column. Rows that it says were written after the recovery point do not count.', 'created_at'),
  ),
  zone: TimeZone.optional().meta(about('The time zone of `until`, where that column has none.', 'Europe/Berlin')),
  rowTolerance: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta(about('By which share the number of rows may differ.', 0.05, 'share, 0 to 1')),
  checksum: z.boolean().default(true).meta(about('Whether the contents of the rows are compared, too.', false)),
});
export type ManifestTable = z.output<typeof ManifestTable>;

const Manifest = z.strictObject({
  instance: DbInstanceId.meta(
    about('Identifier of the RDS instance that is compared with: the source or a replica of it.', 'shielda-prod'),
  ),
  region: Side.meta(about('The side on which it stands.', 'primary')),
  secret: SecretName.meta(
    about(
      'Secrets Manager name of `{ "username", "password" }` of a role there that can only read.',
      'shielda/lifeboat-reader',
    ),
  ),
  tables: z.array(ManifestTable).min(1).max(500).meta(about('The tables that are compared.')),
});
export type Manifest = z.output<typeof Manifest>;

/** The newest row that is not later than the recovery point must not be older than `within` there. */
const NewestRow = z.strictObject({
  table: SqlName.meta(about('The table of the newest row.', 'agents')),
  column: SqlName.meta(about('Its timestamp column.', 'last_seen_at')),
  zone: TimeZone.optional().meta(about('The time zone of that column, where it has none.', 'UTC')),
  within: durationWithin('1s', '400d').meta(
    about('How old, at the recovery point, the newest row up to that point may be.', '1h'),
  ),
});
export type NewestRow = z.output<typeof NewestRow>;

export const Data = z.strictObject({
  database: z.string().min(1).meta(about('The database that is checked.', 'shielda')),
  reader: SqlName.meta(
    about(
      'A role of the database that can only read. On the copy it gets a new password for one look.',
      'lifeboat_reader',
    ),
  ),
  statementTimeout: Duration.default(300).meta(
    about('How long one statement may take. What is read for the first time comes from S3.', '5m'),
  ),
  checks: z.array(DataCheck).min(1).max(50).meta(about('Statements with bounds, as in `checkData`.')),
  newestRow: NewestRow.optional().meta(about('A table that is always written to.')),
  manifest: Manifest.optional().meta(about('What is compared with the source.')),
});
export type DataExpectations = z.output<typeof Data>;
