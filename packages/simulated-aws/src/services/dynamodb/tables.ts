import { AwsFault } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import { faultOf } from './fault-of.ts';
import { createKnownTables, type TableFacts } from './known-tables.ts';
import type { Json, Store } from './store.ts';

export type TableSettings = Readonly<{
  name: string;
  region: string;
  /** Members of CreateTable: KeySchema, AttributeDefinitions, BillingMode, indexes. */
  properties: Json;
  arn?: string;
  isProtected?: boolean;
}>;

export function createTables(world: World, storeOf: (region: string) => Store) {
  const known = createKnownTables();

  const describe = async (region: string, name: string): Promise<Json> => {
    const answer = await storeOf(region).ask('DescribeTable', { TableName: name });
    if (answer.status !== 200) throw faultOf(answer);
    const table = memberOf(answer.body, 'Table');
    const { facts, phase } = known.find(region, name) ?? {};
    return { ...table, ...billing(table, facts), ...facts, ...defined({ TableStatus: phase }) };
  };

  /** The store itself takes a moment until a table is ACTIVE. */
  const becomeActive = async (region: string, name: string): Promise<void> => {
    const table = await describe(region, name);
    if (table.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setImmediate(resolve));
    await becomeActive(region, name);
  };

  const factsOf = ({ name, region, arn, isProtected = false }: TableSettings): TableFacts => ({
    TableArn: arn ?? `arn:aws:dynamodb:${region}:${world.account}:table/${name}`,
    TableId: world.random.uuid(),
    CreationDateTime: world.clock.now() / 1000,
    DeletionProtectionEnabled: isProtected,
  });

  /** Resolves when the store's table takes items. */
  const create = async (settings: TableSettings): Promise<void> => {
    const { name, region, properties } = settings;
    const release = world.clock.hold();
    try {
      const answer = await storeOf(region).ask('CreateTable', { ...properties, TableName: name });
      if (answer.status !== 200) throw faultOf(answer);
      known.add(region, name, { facts: factsOf(settings), properties });
      await becomeActive(region, name);
    } finally {
      release();
    }
  };

  const remove = async (region: string, name: string): Promise<void> => {
    const answer = await storeOf(region).ask('DeleteTable', { TableName: name });
    if (answer.status !== 200) throw faultOf(answer);
    while ((await storeOf(region).ask('DescribeTable', { TableName: name })).status === 200)
      await new Promise((resolve) => setImmediate(resolve));
    known.remove(region, name);
  };

  const requireReady = (region: string, names: readonly string[]): void => {
    if (names.some((name) => known.find(region, name)?.phase === 'CREATING'))
      throw new AwsFault('ResourceNotFoundException', 'Requested resource not found');
  };

  const { markAs, partitionKeyOf } = known;
  return { create, describe, remove, markAs, requireReady, partitionKeyOf };
}

function memberOf(body: Json, name: string): Json {
  const member = body[name];
  return isObject(member) ? member : {};
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** When the table began to be billed by request: the store takes this from the real clock, too. */
function billing(table: Json, facts: TableFacts | undefined): Json {
  const summary = memberOf(table, 'BillingModeSummary');
  if (facts === undefined || summary.BillingMode === undefined) return {};
  return { BillingModeSummary: { ...summary, LastUpdateToPayPerRequestDateTime: facts.CreationDateTime } };
}
