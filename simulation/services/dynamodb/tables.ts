import type { World } from '../../world.ts';
import { faultOf } from './fault-of.ts';
import type { Json, Store } from './store.ts';

export type TableSettings = Readonly<{
  name: string;
  region: string;
  /** Members of CreateTable: KeySchema, AttributeDefinitions, BillingMode, indexes. */
  properties: Json;
  arn?: string;
}>;

/** What the store would make up from the real clock and from constants. */
type TableFacts = Readonly<{ TableArn: string; TableId: string; CreationDateTime: number }>;

/** When the table began to be billed by request: the store takes this from the real clock, too. */
const billing = (table: Json, facts: TableFacts | undefined): Json => {
  const summary = memberOf(table, 'BillingModeSummary');
  if (facts === undefined || summary.BillingMode === undefined) return {};
  return { BillingModeSummary: { ...summary, LastUpdateToPayPerRequestDateTime: facts.CreationDateTime } };
};

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const memberOf = (body: Json, name: string): Json => {
  const member = body[name];
  return isObject(member) ? member : {};
};

export const createTables = (world: World, storeOf: (region: string) => Store) => {
  const facts = new Map<string, TableFacts>();
  const keyOf = (region: string, name: string): string => `${region}/${name}`;

  const describe = async (region: string, name: string): Promise<Json> => {
    const answer = await storeOf(region).ask('DescribeTable', { TableName: name });
    if (answer.status !== 200) throw faultOf(answer);
    const table = memberOf(answer.body, 'Table');
    const own = facts.get(keyOf(region, name));
    return { ...table, ...billing(table, own), ...own };
  };

  /** The store itself takes a moment until a table is ACTIVE. */
  const becomeActive = async (region: string, name: string): Promise<void> => {
    const table = await describe(region, name);
    if (table.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setImmediate(resolve));
    await becomeActive(region, name);
  };

  /** Set-up: resolves when the table takes items. CreateTable itself is not an operation of the simulation. */
  const create = async ({ name, region, properties, arn }: TableSettings): Promise<void> => {
    const release = world.clock.hold();
    try {
      const answer = await storeOf(region).ask('CreateTable', { ...properties, TableName: name });
      if (answer.status !== 200) throw faultOf(answer);
      facts.set(keyOf(region, name), {
        TableArn: arn ?? `arn:aws:dynamodb:${region}:${world.account}:table/${name}`,
        TableId: world.random.uuid(),
        CreationDateTime: world.clock.now() / 1000,
      });
      await becomeActive(region, name);
    } finally {
      release();
    }
  };

  return { create, describe };
};
