import type { Call, Output } from '../../call.ts';
import { faultOf } from './fault-of.ts';
import type { Json, Store, StoreAnswer } from './store.ts';

const failedCondition = 'ConditionalCheckFailedException';

/**
 * PutItem, UpdateItem and DeleteItem. Writes of one Region go one after the other, so that the item which comes with a failed
 * condition (ReturnValuesOnConditionCheckFailure) is the one that the condition was held against.
 */
export function createWrites(storeOf: (region: string) => Store) {
  const last = new Map<string, Promise<unknown>>();

  const writeNow = async (input: Json, { operation, region }: Call): Promise<Output> => {
    const store = storeOf(region);
    const answer = await store.ask(operation, input);
    if (answer.status === 200) return answer.body;
    const isWanted = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    if (!isWanted || faultOf(answer).code !== failedCondition) throw faultOf(answer);
    const withItem: StoreAnswer = { ...answer, body: { ...answer.body, ...(await itemThatStands(store, input)) } };
    throw faultOf(withItem);
  };

  return (input: Json, call: Call): Promise<Output> => {
    const before = last.get(call.region) ?? Promise.resolve();
    const done = before.then(() => writeNow(input, call));
    last.set(
      call.region,
      done.catch(() => undefined),
    );
    return done;
  };
}

/** The item that made the condition fail, which the store does not give by itself. */
async function itemThatStands(store: Store, input: Json): Promise<Json> {
  const Key = await keyIn(store, input);
  const answer = await store.ask('GetItem', { TableName: input.TableName, Key, ConsistentRead: true });
  return isObject(answer.body.Item) ? { Item: answer.body.Item } : {};
}

/** Only the key's members of an item that is put. */
async function keyIn(store: Store, input: Json): Promise<Json> {
  const { Key, Item } = input;
  if (isObject(Key)) return Key;
  const answer = await store.ask('DescribeTable', { TableName: input.TableName });
  const table = isObject(answer.body.Table) ? answer.body.Table : {};
  const schema: unknown = table.KeySchema;
  const names = Array.isArray(schema) ? schema.map((element) => String(element.AttributeName)) : [];
  return Object.fromEntries(Object.entries(isObject(Item) ? Item : {}).filter(([name]) => names.includes(name)));
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
