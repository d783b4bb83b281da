import { describe, expect, it } from 'vitest';
import { pass } from './machine-room.ts';
import { createMapRoom, mapMachine, reading, writing } from './map-room.ts';

const creating =
  (fields: Parameters<typeof mapMachine>[1], mode = 'DISTRIBUTED') =>
  () =>
    createMapRoom().create('m', mapMachine({ P: pass() }, fields, mode));

const json = { InputType: 'JSON' };
const listing = 'arn:aws:states:::s3:listObjectsV2';

describe('the definition of a Map', () => {
  it.each([
    { what: 'an ItemReader in a Map that is Inline', fields: reading(json), mode: 'INLINE' },
    { what: 'a ResultWriter in a Map that is Inline', fields: writing(), mode: 'INLINE' },
    {
      what: 'an ItemBatcher in a Map that is Inline',
      fields: { ItemBatcher: { MaxItemsPerBatch: 2 } },
      mode: 'INLINE',
    },
    { what: 'an ItemBatcher without a limit', fields: { ItemBatcher: { BatchInput: {} } } },
    { what: 'a batch of no items', fields: { ItemBatcher: { MaxItemsPerBatch: 0 } } },
    { what: 'a batch of more than 256 KiB', fields: { ItemBatcher: { MaxInputBytesPerBatch: 262_145 } } },
    { what: 'a ResultWriter with nothing in it', fields: { ResultWriter: {} } },
    {
      what: 'a ResultWriter without Arguments',
      fields: { ResultWriter: { Resource: 'arn:aws:states:::s3:putObject' } },
    },
    { what: 'an ItemReader of an object without an InputType', fields: reading({}) },
    {
      what: 'LOAD_AND_FLATTEN without an InputType',
      fields: reading({ Transformation: 'LOAD_AND_FLATTEN' }, { Resource: listing }),
    },
    { what: 'CSV without a header location', fields: reading({ InputType: 'CSV' }) },
    { what: 'a given header without names', fields: reading({ InputType: 'CSV', CSVHeaderLocation: 'GIVEN' }) },
    { what: 'an unknown source of items', fields: reading(json, { Resource: 'arn:aws:states:::s3:headObject' }) },
    { what: 'JSONPath’s Parameters', fields: reading(json, { Parameters: {} }) },
    {
      what: 'an InputType beside an inventory',
      fields: reading({ ...json, ManifestType: 'S3_INVENTORY' }),
    },
    { what: 'a pointer that is none', fields: reading({ ...json, ItemsPointer: 'a' }) },
  ])('is refused for $what', ({ fields, mode }) => {
    expect(creating(fields, mode)).toThrow(expect.objectContaining({ code: 'InvalidDefinition' }));
  });

  it.each([
    { what: 'InputType PARQUET', fields: reading({ InputType: 'PARQUET' }) },
    { what: 'Items beside the ItemReader', fields: { ...reading(json), Items: [1] } },
    { what: 'OutputType JSONL', fields: { ResultWriter: { WriterConfig: { OutputType: 'JSONL' } } } },
  ])('is refused by name for $what, which is not modelled', ({ what, fields }) => {
    expect(creating(fields)).toThrow(expect.objectContaining({ code: 'NotSimulated' }));
    expect(creating(fields)).toThrow(what);
  });
});

describe('the items of a Distributed Map', () => {
  const echo = { P: pass() };

  it('may be the members of an object', async () => {
    const execution = await createMapRoom().run(mapMachine(echo, { Items: '{% $states.input.all %}' }), {
      all: { a: 1 },
    });
    expect(execution.output?.value).toEqual([{ Key: 'a', Value: 1 }]);
    expect((await createMapRoom().run(mapMachine(echo), { a: 1 })).output?.value).toEqual([{ Key: 'a', Value: 1 }]);
  });

  it('may not be the members of an object in an Inline Map', async () => {
    const inline = await createMapRoom().run(mapMachine(echo, { Items: { a: 1 } }, 'INLINE'));
    expect(inline.error).toBe('States.QueryEvaluationError');
  });

  it('come in batches, each with the same BatchInput', async () => {
    const ItemBatcher = {
      MaxItemsPerBatch: '{% $states.input.size %}',
      BatchInput: { of: '{% $states.input.size %}' },
    };
    const fields = { Items: '{% $states.input.list %}', ItemBatcher };
    const execution = await createMapRoom().run(mapMachine(echo, fields), { size: 2, list: [1, 2, 3] });
    expect(execution.output?.value).toEqual([
      { BatchInput: { of: 2 }, Items: [1, 2] },
      { BatchInput: { of: 2 }, Items: [3] },
    ]);
  });

  it.each([
    { MaxItemsPerBatch: '{% 0 %}' },
    { MaxItemsPerBatch: '{% 1.5 %}' },
    { MaxInputBytesPerBatch: "{% 'many' %}" },
  ])('fail the Map Run with limits that are no whole numbers: %j', async (ItemBatcher) => {
    const execution = await createMapRoom().run(mapMachine(echo, { ItemBatcher }), [1]);
    expect(execution.error).toBe('States.QueryEvaluationError');
  });
});
