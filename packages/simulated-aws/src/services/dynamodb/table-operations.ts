import { AwsFault, type Call, type Output } from '../../call.ts';
import type { World } from '../../world.ts';
import { faultOf } from './fault-of.ts';
import { membersOf, tableName, textIn } from './resources.ts';
import type { Json, Store } from './store.ts';
import type { createTables } from './tables.ts';

/** Estimates: AWS publishes no figures. */
const creatingSeconds = 10;
const deletingSeconds = 5;

type Tables = ReturnType<typeof createTables>;

/** docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html: CREATING, ACTIVE; DELETING, gone. */
export function createTableOperations(world: World, tables: Tables, storeOf: (region: string) => Store) {
  const named = (input: object): string => tableName(textIn(input, 'TableName'));
  const { clock, awsTime } = world;

  const create = async (input: object, { region }: Call): Promise<Output> => {
    const name = named(input);
    const { DeletionProtectionEnabled: isProtected, ...properties } = membersOf(input);
    await tables.create({ name, region, properties, isProtected: isProtected === true });
    tables.markAs(region, name, 'CREATING');
    clock.after(awsTime(creatingSeconds), () => tables.markAs(region, name, undefined));
    return { TableDescription: await tables.describe(region, name) };
  };

  const remove = async (region: string, name: string): Promise<void> => {
    const release = clock.hold();
    try {
      await tables.remove(region, name);
    } finally {
      release();
    }
  };

  /** Items can be read and written until the table is gone. */
  const beginDeletion = async (input: object, { region }: Call): Promise<Output> => {
    const name = named(input);
    requireDeletable(await tables.describe(region, name), name);
    tables.markAs(region, name, 'DELETING');
    clock.after(awsTime(deletingSeconds), () => void remove(region, name));
    return { TableDescription: await tables.describe(region, name) };
  };

  return {
    CreateTable: create,
    DeleteTable: beginDeletion,
    DescribeTable: async (input: object, { region }: Call): Promise<Output> => ({
      Table: await tables.describe(region, named(input)),
    }),
    ListTables: async (input: object, { region }: Call): Promise<Output> => {
      const answer = await storeOf(region).ask('ListTables', membersOf(input));
      if (answer.status !== 200) throw faultOf(answer);
      return answer.body;
    },
    /** Items never expire here, as in a table whose time to live is switched off. */
    DescribeTimeToLive: async (input: object, { region }: Call): Promise<Output> => {
      await tables.describe(region, named(input));
      return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
    },
  };
}

/** docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
function requireDeletable({ TableStatus, DeletionProtectionEnabled }: Json, name: string): void {
  if (DeletionProtectionEnabled === true)
    throw new AwsFault(
      'ValidationException',
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  if (TableStatus === 'CREATING')
    throw inUse(`Attempt to change a resource which is still in use: Table is being created: ${name}`);
  if (TableStatus === 'DELETING')
    throw inUse(`Attempt to change a resource which is still in use: Table is being deleted: ${name}`);
}

const inUse = (message: string): AwsFault => new AwsFault('ResourceInUseException', message);
