import type { Call, Output } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { faultOf } from './fault-of.ts';
import { createResources, tableName, textIn } from './resources.ts';
import { createStore, type Json, type Store } from './store.ts';
import { createTables } from './tables.ts';
import { createWrites } from './writes.ts';

type Handler = (input: object, call: Call) => Promise<Output>;

const members = (input: object): Json => Object.fromEntries(Object.entries(input));

/**
 * Amazon DynamoDB, tables in memory, one set per Region. dynalite evaluates keys, conditions, updates, queries and indexes as
 * docs.aws.amazon.com/amazondynamodb/latest/APIReference describes them; handlers take and give DynamoDB's own JSON.
 * Every read is consistent, and nothing is throttled. Not modelled: transactions, streams, backups, time to
 * live, global tables, capacity.
 */
export const createDynamodb = (world: World) => {
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
    const answer = await storeOf(region).ask(operation, withTableName(input));
    if (answer.status !== 200) throw faultOf(answer);
    return answer.body;
  };
  const describeTable: Handler = async (input, { region }) => ({
    Table: await tables.describe(region, tableName(textIn(input, 'TableName'))),
  });

  const service: SimulatedService = {
    name: 'dynamodb',
    operations: {
      GetItem: read,
      Query: read,
      // Every read is consistent here, so what the store does not know of Scan makes no difference.
      Scan: read,
      BatchGetItem: read,
      PutItem: (input: object, call: Call) => write(withTableName(input), call),
      UpdateItem: (input: object, call: Call) => write(withTableName(input), call),
      DeleteItem: (input: object, call: Call) => write(withTableName(input), call),
      DescribeTable: describeTable,
    },
    resources: createResources(world.account),
  };
  return { ...service, createTable: tables.create };
};

/** The store knows tables by name only. */
const withTableName = (input: object): Json => {
  const name = textIn(input, 'TableName');
  return name === '' ? members(input) : { ...members(input), TableName: tableName(name) };
};
