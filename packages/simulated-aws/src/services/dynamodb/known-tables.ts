import type { Json } from './store.ts';

/** What the store would make up from the real clock and from constants, and what it does not know of a table. */
export type TableFacts = Readonly<{
  TableArn: string;
  TableId: string;
  CreationDateTime: number;
  DeletionProtectionEnabled: boolean;
}>;

/** In its first and its last seconds a table is not ACTIVE, as far as calls know. */
export type Phase = 'CREATING' | 'DELETING';

type Known = {
  readonly facts: TableFacts;
  readonly partitionKeys: ReadonlyMap<string, string>;
  phase: Phase | undefined;
};

export function createKnownTables() {
  const tables = new Map<string, Known>();
  const keyOf = (region: string, name: string): string => `${region}/${name}`;
  const find = (region: string, name: string): Known | undefined => tables.get(keyOf(region, name));
  return {
    add: (region: string, name: string, { facts, properties }: { facts: TableFacts; properties: Json }): void => {
      tables.set(keyOf(region, name), { facts, partitionKeys: partitionKeysOf(properties), phase: undefined });
    },
    find,
    remove: (region: string, name: string): void => void tables.delete(keyOf(region, name)),
    /** Undefined: the table is ACTIVE. */
    markAs: (region: string, name: string, phase: Phase | undefined): void => {
      const known = find(region, name);
      if (known !== undefined) known.phase = phase;
    },
    partitionKeyOf: (region: string, name: string, index: string): string | undefined =>
      find(region, name)?.partitionKeys.get(index),
  };
}

/** Names of the partition keys: '' for that of the table itself, else by index. */
function partitionKeysOf(properties: Json): ReadonlyMap<string, string> {
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((name) => listIn(properties, name));
  const all = [{ IndexName: '', KeySchema: properties.KeySchema }, ...indexes];
  return new Map(
    all.flatMap((one) => {
      const hash = listIn(one, 'KeySchema').find(({ KeyType }) => KeyType === 'HASH');
      return hash === undefined ? [] : [[String(one.IndexName), String(hash.AttributeName)] as const];
    }),
  );
}

function listIn(body: Json, name: string): Json[] {
  const list: unknown = body[name];
  return (Array.isArray(list) ? list : []).filter(isObject);
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
