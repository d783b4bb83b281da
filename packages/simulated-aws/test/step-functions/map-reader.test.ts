import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pass, typesOf } from './machine-room.ts';
import { bucket, createMapRoom, mapMachine, reading } from './map-room.ts';

const listing = (config: Parameters<typeof reading>[0] = {}, Prefix = 'in/') =>
  reading(config, { Resource: 'arn:aws:states:::s3:listObjectsV2', Arguments: { Bucket: bucket, Prefix } });

const echo = { P: pass() };

const roomWith = async (body: string | Uint8Array, key = 'items') => {
  const room = createMapRoom();
  await room.put(key, body);
  return room;
};

const source = `S3://${bucket}/items`;
const csv = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };

describe('an ItemReader of one object', () => {
  it.each([
    { what: 'a JSON array', config: { InputType: 'JSON' }, body: '[1,{"a":2}]', items: [1, { a: 2 }] },
    {
      what: 'the members of a JSON object',
      config: { InputType: 'JSON' },
      body: '{"a":1,"b":[2]}',
      items: [
        { Key: 'a', Value: 1 },
        { Key: 'b', Value: [2] },
      ],
    },
    {
      what: 'what an ItemsPointer points at',
      config: { InputType: 'JSON', ItemsPointer: '/a~1b/1/c~0d' },
      body: '{"a/b":[0,{"c~d":[7]}]}',
      items: [7],
    },
    { what: 'lines of JSON', config: { InputType: 'JSONL' }, body: '{"a":1}\n\n[2]\r\n', items: [{ a: 1 }, [2]] },
    {
      what: 'CSV',
      config: csv,
      body: 'a,b\n1,2\n3\n4,5,6\n',
      items: [
        { a: '1', b: '2' },
        { a: '3', b: '' },
        { a: '4', b: '5' },
      ],
    },
    {
      what: 'CSV with a given header and another delimiter',
      config: { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b'], CSVDelimiter: 'PIPE' },
      body: '1|2',
      items: [{ a: '1', b: '2' }],
    },
    { what: 'nothing, where there is nothing', config: { InputType: 'JSON' }, body: '[]', items: [] },
    { what: 'nothing below the header', config: csv, body: 'a,b\n', items: [] },
    { what: 'the first items only', config: { InputType: 'JSON', MaxItems: 2 }, body: '[1,2,3]', items: [1, 2] },
    {
      what: 'as many as an expression says',
      config: { InputType: 'JSONL', MaxItems: '{% 1 %}' },
      body: '1\n2',
      items: [1],
    },
  ])('reads $what', async ({ config, body, items }) => {
    const execution = await (await roomWith(body)).run(mapMachine(echo, reading(config)));
    expect(execution.output?.value).toEqual(items);
  });

  it.each([
    { key: 'items.gz', body: gzipSync('[1]') },
    { key: 'items.zstd', body: zstdCompressSync('[1]') },
  ])('decompresses $key', async ({ key, body }) => {
    const fields = reading({ InputType: 'JSON' }, { Arguments: { Bucket: bucket, Key: '{% $states.input.key %}' } });
    const execution = await (await roomWith(body, key)).run(mapMachine(echo, fields), { key });
    expect(execution.output?.value).toEqual([1]);
  });

  it('shows ItemSelector each item with its place, its name and where it was read', async () => {
    const ItemSelector = '{% $states.context.Map.Item %}';
    const fields = { ...reading({ InputType: 'JSON' }), ItemSelector };
    const execution = await (await roomWith('{"a":1}')).run(mapMachine(echo, fields));
    expect(execution.output?.value).toEqual([{ Index: 0, Value: 1, Key: 'a', Source: source }]);
  });

  it('notes no length for what is still to be read, and reads as the role of the machine', async () => {
    const room = await roomWith('[1]');
    const execution = await room.run(mapMachine(echo, reading({ InputType: 'JSON' })));
    const started = execution.history.events().find(({ type }) => type === 'MapStateStarted');
    expect(started?.mapStateStartedEventDetails).toEqual({ length: 0 });
    const read = room.calls.find(({ operation }) => operation === 'GetObject');
    expect(read).toMatchObject({ service: 's3', principal: { kind: 'role' }, input: { Bucket: bucket, Key: 'items' } });
  });

  const broken = { ItemReader: 'States.ItemReaderFailed' };
  it.each([
    {
      what: 'is not there',
      fields: reading({ InputType: 'JSON' }, { Arguments: { Bucket: bucket, Key: 'x' } }),
      body: '[]',
    },
    {
      what: 'is in no bucket',
      fields: reading({ InputType: 'JSON' }, { Arguments: { Bucket: 'none', Key: 'x' } }),
      body: '[]',
    },
    { what: 'is not JSON', fields: reading({ InputType: 'JSON' }), body: '[1' },
    { what: 'has a line that is not JSON', fields: reading({ InputType: 'JSONL' }), body: '1\nx' },
    { what: 'is neither array nor object', fields: reading({ InputType: 'JSON' }), body: '1' },
    {
      what: 'has nothing where the pointer points',
      fields: reading({ InputType: 'JSON', ItemsPointer: '/a' }),
      body: '{}',
    },
    {
      what: 'is not compressed as its name says',
      fields: reading({ InputType: 'JSON' }, { Arguments: { Bucket: bucket, Key: 'items.gz' } }),
      body: '[]',
    },
  ])('fails the Map Run when the object $what', async ({ fields, body }) => {
    const room = await roomWith(body);
    await room.put('items.gz', '[1]');
    const execution = await room.run(mapMachine(echo, fields));
    expect(execution.error).toBe(broken.ItemReader);
    expect(typesOf(execution).slice(-4)).toEqual([
      'MapRunStarted',
      'MapRunFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('may be caught, and is read again by a redrive', async () => {
    const room = await roomWith('[1');
    const execution = await room.run(mapMachine(echo, reading({ InputType: 'JSON' })));
    await room.put('items', '[5]');
    expect((await room.redrive(execution)).output?.value).toEqual([5]);
    expect(typesOf(execution)).toContain('MapRunRedriven');
  });

  it('needs s3:GetObject', async () => {
    const room = await roomWith('[1]');
    room.denied.add('s3:GetObject');
    const execution = await room.run(mapMachine(echo, reading({ InputType: 'JSON' })));
    expect(execution).toMatchObject({
      error: 'States.ItemReaderFailed',
      cause: expect.stringContaining('not authorized'),
    });
  });
});

describe('an ItemReader of a listing', () => {
  const filled = async (count: number, body = '[1,2]') => {
    const room = createMapRoom();
    for (let index = 0; index < count; index += 1) await room.put(`in/${1000 + index}`, body);
    await room.put('other', body);
    return room;
  };

  it('gives what S3 says of each object, page by page', async () => {
    const room = await filled(1001);
    const ItemSelector = {
      key: '{% $states.context.Map.Item.Value.Key %}',
      from: '{% $states.context.Map.Item.Source %}',
    };
    const execution = await room.run(mapMachine(echo, { ...listing(), ItemSelector }));
    const from = `S3://${bucket}`;
    expect(execution.output?.value).toEqual(
      Array.from({ length: 1001 }, (_, index) => ({ key: `in/${1000 + index}`, from })),
    );
    expect(room.calls.filter(({ operation }) => operation === 'ListObjectsV2')).toHaveLength(2);
  });

  it('shows the object with its time in seconds', async () => {
    const room = await filled(1);
    const execution = await room.run(mapMachine(echo, listing()));
    expect(execution.output?.value).toEqual([
      {
        Etag: expect.stringMatching(/^"\w{32}"$/),
        Key: 'in/1000',
        LastModified: expect.any(Number),
        Size: 5,
        StorageClass: 'STANDARD',
      },
    ]);
  });

  it('reads the objects themselves with LOAD_AND_FLATTEN', async () => {
    const room = await filled(3);
    const fields = listing({ InputType: 'JSON', Transformation: 'LOAD_AND_FLATTEN', MaxItems: 5 });
    expect((await room.run(mapMachine(echo, fields))).output?.value).toEqual([1, 2, 1, 2, 1]);
  });

  it('gives nothing for a prefix without objects', async () => {
    expect((await createMapRoom().run(mapMachine(echo, listing()))).output?.value).toEqual([]);
  });

  it('needs s3:ListBucket', async () => {
    const room = await filled(1);
    room.denied.add('s3:ListObjectsV2');
    expect((await room.run(mapMachine(echo, listing()))).error).toBe('States.ItemReaderFailed');
  });
});

describe('an ItemReader of a manifest', () => {
  const row = (key: string) => `"source","${key}","34","2026-11-16T00:29:32.000Z"`;
  const inventory = (changes = {}) =>
    JSON.stringify({
      sourceBucket: 'source',
      destinationBucket: `arn:aws:s3:::${bucket}`,
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, Size, LastModifiedDate',
      files: [{ key: 'one.csv.gz' }, { key: 'two.csv.gz' }],
      ...changes,
    });

  it.each([{ InputType: 'MANIFEST' }, { ManifestType: 'S3_INVENTORY' }])(
    'reads the objects that an S3 inventory lists, by %j',
    async (config) => {
      const room = await roomWith(inventory());
      await room.put('one.csv.gz', gzipSync(`${row('a')}\n${row('b')}\n`));
      await room.put('two.csv.gz', gzipSync(row('c')));
      const execution = await room.run(mapMachine(echo, reading(config)));
      const item = { Bucket: 'source', Size: '34', LastModifiedDate: '2026-11-16T00:29:32.000Z' };
      expect(execution.output?.value).toEqual(['a', 'b', 'c'].map((Key) => ({ ...item, Key })));
    },
  );

  it('reads the objects that an Athena manifest names, each as the source of its items', async () => {
    const room = await roomWith(`"s3://${bucket}/one"\ns3://${bucket}/two/2\n`);
    await room.put('one', '1\n2');
    await room.put('two/2', '3');
    const fields = reading({ ManifestType: 'ATHENA_DATA', InputType: 'JSONL' });
    const ItemSelector = ['{% $states.context.Map.Item.Value %}', '{% $states.context.Map.Item.Source %}'];
    const execution = await room.run(mapMachine(echo, { ...fields, ItemSelector }));
    const sources = [`S3://${bucket}/one`, `S3://${bucket}/one`, `S3://${bucket}/two/2`];
    expect(execution.output?.value).toEqual(sources.map((from, index) => [index + 1, from]));
  });

  it.each([
    { what: 'an inventory that is none', config: { InputType: 'MANIFEST' }, body: '{}' },
    { what: 'an inventory in ORC', config: { InputType: 'MANIFEST' }, body: inventory({ fileFormat: 'ORC' }) },
    { what: 'an inventory of files that are not there', config: { InputType: 'MANIFEST' }, body: inventory() },
    {
      what: 'a manifest without URIs',
      config: { ManifestType: 'ATHENA_DATA', InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      body: 'here',
    },
  ])('fails the Map Run for $what', async ({ config, body }) => {
    const execution = await (await roomWith(body)).run(mapMachine(echo, reading(config)));
    expect(execution.error).toBe('States.ItemReaderFailed');
  });
});

it('an item that no execution may be given fails the Map Run', async () => {
  const room = await roomWith(JSON.stringify(['x'.repeat(262_144)]));
  const execution = await room.run(mapMachine(echo, reading({ InputType: 'JSON' })));
  expect(execution.error).toBe('States.DataLimitExceeded');
});
