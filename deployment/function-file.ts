import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const Planned = z.strictObject({
  planned: z.enum([
    'database',
    'secret',
    /** The secret of the same name in the Region of the replica's source. */
    'sourceSecret',
    'parameter',
    'ecsService',
    'ecsTasks',
    'hostedZone',
    'dnsChange',
    'healthCheck',
    'switchObject',
  ]),
  of: z.union([z.string(), z.array(z.string())]),
});

const Target = z.union([
  z.enum([
    'any',
    'ledgerTable',
    'controlTable',
    'topic',
    'recordsBucket',
    'recoverExecutions',
    'detectExecutions',
    /** Of run-step. */
    'stepExecutions',
    /** The records that the plans switch: each name of each zone by a condition of its own. */
    'switchedRecords',
    /** The health checks that the detection of the plans names. */
    'watchedHealthChecks',
    /** Rules that mute alarms, in the Regions of the plans' alarms: what they are called is for people to say. */
    'muteRules',
    /** Metrics have no ARN: by condition, those of our own namespace. */
    'ownMetrics',
    /** Of pay-fence. */
    'payExecutions',
    'settleExecutions',
    /** What looks after fences that are owed: pay-fence and settle-run. */
    'debtMachines',
    'settleMachine',
    /** Machines whose ends settle-run completes. */
    'sweptMachines',
    /** Of recover and verify-restores, which hold locks. */
    'heldExecutions',
    'verifyExecutions',
    /** DB instances by the prefix of copies, at their birth: only with the tag of the run. */
    'newCopies',
    /** All snapshots of the Regions that verifications restore in, and the instances by which they are listed. */
    'snapshots',
    /** What copies are made from and put into, by the plans. */
    'restoreIngredients',
    /** Copies that carry the tag of a run; everything else is denied in so many words. */
    'ownCopies',
    /** The secrets that RDS makes for master users; those that it made for copies. */
    'managedSecrets',
    'secretsOfCopies',
    /** ask-copy, in each Region in which a plan restores copies. */
    'copyAskers',
    /** The same of Aurora clusters; nothing where no plan restores one. */
    'ownClusters',
    'secretsOfClusters',
    'manifestSecrets',
    'backupBuckets',
    'cacheSnapshots',
    /** EC2 knows no resource for the list of snapshots; nothing where no plan looks for any. */
    'volumeSnapshots',
    'keys',
    /** Grants on the keys that copies are under, which RDS makes for itself in the role's name. */
    'grantsToRds',
  ]),
  Planned,
]);

/** `lock` for all items whose key begins with it and a number sign, or one whole key. */
const ItemKey = z.string().regex(/^[a-zA-Z]+(#[a-z0-9-]+)?$/, 'the beginning of keys, such as lock, or a whole key');

const Permission = z
  .strictObject({
    actions: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z]+$/)).min(1),
    on: Target,
    /** Of the control table: which of its items. */
    keys: z.array(ItemKey).min(1).optional(),
  })
  .refine(({ on, keys }) => (on === 'controlTable') === (keys !== undefined), {
    message: 'which items of the control table, and of nothing else',
    path: ['keys'],
  });

/** `function.yml`: what a function needs, closed. Its role gets these permissions and no others. */
const FunctionFile = z.strictObject({
  description: z.string().min(1).max(256),
  /** Seconds. */
  timeout: z.int().min(1).max(900),
  /** MB. */
  memory: z.int().min(128).max(10_240),
  environment: z.array(z.string()),
  /** It stands in the VPC that the network file names for its Region, where it names one: whoever imports pg. */
  connectsToDatabases: z.boolean().default(false),
  /** `whereCopiesAre`: in each Region in which a plan restores copies, in whichever stack that Region has. */
  stands: z.enum(['inStandby', 'whereCopiesAre']).default('inStandby'),
  permissions: z.array(Permission),
});

export type Planned = z.output<typeof Planned>;

export type Target = z.output<typeof Target>;

export type Permission = z.output<typeof Permission>;

export type FunctionFile = z.output<typeof FunctionFile> & { folder: string };

/** Every folder of functions/, in order of name. A folder without a valid function.yml stops the packaging. */
export const readFunctions = (folder = 'functions'): FunctionFile[] =>
  readdirSync(folder)
    .sort()
    .map((name) => {
      const file = join(folder, name, 'function.yml');
      const parsed = FunctionFile.safeParse(parse(readFileSync(file, 'utf8')));
      if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
      return { ...parsed.data, folder: name };
    });

/** promote-replica, or its kind promoteReplica → PromoteReplica: its state, its ASL placeholder, its role. */
export const stateName = (folder: string): string =>
  folder.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** promote-replica → promoteReplica: its key in the service, which the logical id comes from. */
export const functionKey = (folder: string): string => `${folder[0]}${stateName(folder).slice(1)}`;
