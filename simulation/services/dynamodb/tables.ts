import { AwsFault } from '../../call.ts';
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

type Phase = 'CREATING' | 'DELETING';

export const createTables = (world: World, storeOf: (region: string) => Store) => {
  const facts = new Map<string, TableFacts>();
  const phases = new Map<string, Phase>();
  const keyOf = (region: string, name: string): string => `${region}/${name}`;

  const describe = async (region: string, name: string): Promise<Json> => {
    const answer = await storeOf(region).ask('DescribeTable', { TableName: name });
    if (answer.status !== 200) throw faultOf(answer);
    const table = memberOf(answer.body, 'Table');
    const own = facts.get(keyOf(region, name));
    const phase = phases.get(keyOf(region, name));
    return { ...table, ...billing(table, own), ...own, ...(phase === undefined ? {} : { TableStatus: phase }) };
  };

  /** The store itself takes a moment until a table is ACTIVE. */
  const becomeActive = async (region: string, name: string): Promise<void> => {
    const table = await describe(region, name);
    if (table.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setImmediate(resolve));
    await becomeActive(region, name);
  };

  /** Resolves when the store's table takes items. */
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

  const remove = async (region: string, name: string): Promise<void> => {
    const answer = await storeOf(region).ask('DeleteTable', { TableName: name });
    if (answer.status !== 200) throw faultOf(answer);
    while ((await storeOf(region).ask('DescribeTable', { TableName: name })).status === 200)
      await new Promise((resolve) => setImmediate(resolve));
    facts.delete(keyOf(region, name));
    phases.delete(keyOf(region, name));
  };

  /** Undefined: the table is ACTIVE, as far as calls know. */
  const markAs = (region: string, name: string, phase: Phase | undefined): void => {
    if (phase === undefined) phases.delete(keyOf(region, name));
    else phases.set(keyOf(region, name), phase);
  };

  const requireReady = (region: string, names: readonly string[]): void => {
    if (names.some((name) => phases.get(keyOf(region, name)) === 'CREATING'))
      throw new AwsFault('ResourceNotFoundException', 'Requested resource not found');
  };

  return { create, describe, remove, markAs, requireReady };
};
