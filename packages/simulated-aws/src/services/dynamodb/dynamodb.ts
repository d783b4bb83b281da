import type { Call, Output } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { faultOf } from './fault-of.ts';
import { leadingKeys } from './leading-keys.ts';
import { withRemovalsLast } from './removals.ts';
import { createResources, membersOf, tableName, tablesIn, textIn } from './resources.ts';
import { createStore, type Json, type Store } from './store.ts';
import { createTableOperations } from './table-operations.ts';
import { createTables } from './tables.ts';
import { createWrites } from './writes.ts';

type Handler = (input: object, call: Call) => Promise<Output>;

/**
 * Amazon DynamoDB: tables in memory, one set a Region.
 *
 * Models: keys, conditions, updates, queries and indexes as dynalite evaluates them; tables that come and go with AWS's
 * statuses, unless they are protected; the partition keys of a request as IAM sees them. Handlers take and give DynamoDB's
 * own JSON. Every read is consistent, and nothing is throttled.
 * From: docs.aws.amazon.com/amazondynamodb/latest/APIReference
 * Not modelled: transactions, UpdateTable, streams, backups, time to live, tags, global tables, capacity.
 */
export function createDynamodb(world: World) {
  const stores = new Map<string, Store>();
  const storeOf = (region: string): Store => {
    const existing = stores.get(region);
    if (existing !== undefined) return existing;
    const store = createStore(world.clock);
    stores.set(region, store);
    return store;
  };
  const tables = createTables(world, storeOf);
  const write = createWrites(storeOf);

  const read: Handler = async (input, { operation, region }) => {
    tables.requireReady(region, tablesIn(input).map(tableName));
    const answer = await storeOf(region).ask(operation, withTableName(input));
    if (answer.status !== 200) throw faultOf(answer);
    return answer.body;
  };
  const change: Handler = async (input, call) => {
    tables.requireReady(call.region, tablesIn(input).map(tableName));
    return await write(withRemovalsLast(withTableName(input)), call);
  };

  const service: SimulatedService = {
    name: 'dynamodb',
    operations: {
      GetItem: read,
      Query: read,
      // Every read is consistent here, so what the store does not know of Scan makes no difference.
      Scan: read,
      BatchGetItem: read,
      PutItem: change,
      UpdateItem: change,
      DeleteItem: change,
      BatchWriteItem: change,
      ...createTableOperations(world, tables, storeOf),
    },
    resources: createResources(world.account),
    conditionKeysOf: (call) => leadingKeys(call, tables.partitionKeyOf),
  };
  return { ...service, createTable: tables.create };
}

/** The store knows tables by name only. */
function withTableName(input: object): Json {
  const name = textIn(input, 'TableName');
  return name === '' ? membersOf(input) : { ...membersOf(input), TableName: tableName(name) };
}
