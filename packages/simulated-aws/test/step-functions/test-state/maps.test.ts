import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/step-functions/json.ts';
import { map, processor, test } from './try-state.ts';

const ItemProcessor = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...processor };
const reader = (ReaderConfig: JsonObject, Resource = 'getObject') => ({
  Resource: `arn:aws:states:::s3:${Resource}`,
  Arguments: { Bucket: 'b', Key: 'k' },
  ReaderConfig,
});
const reading = (ItemReader: JsonObject, rest: JsonObject = {}) => ({
  ...Object.fromEntries(Object.entries(map(rest) ?? {}).filter(([name]) => name !== 'Items')),
  ItemProcessor,
  ItemReader,
});
const mock = { result: '[]' };
const shown = async (definition: JsonObject, mapItemReaderData: string) => {
  const stateConfiguration = { mapItemReaderData };
  return (await test({ definition, mock, stateConfiguration, inspectionLevel: 'DEBUG' })).inspectionData;
};

describe('TestState of a Map with an ItemReader', () => {
  it('takes the data that the reader would have read', async () => {
    const csv = reader({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' });
    const ItemSelector = { id: '{% $states.context.Map.Item.Value.id %}' };
    const data = await shown(reading(csv, { ItemSelector }), 'id,name\n1,a\n2,b\n');
    expect(data).toMatchObject({ afterItemSelector: '[{"id":"1"},{"id":"2"}]', maxConcurrency: 0 });
  });

  it('shows what the pointer points at', async () => {
    const data = await shown(reading(reader({ InputType: 'JSON', ItemsPointer: '/a' })), '{"a":[1,2]}');
    expect(data).toMatchObject({ afterItemsPointer: '[1,2]' });
  });

  it('shows the batches', async () => {
    const batched = reading(reader({ InputType: 'JSON' }), { ItemBatcher: { MaxItemsPerBatch: 2 } });
    expect(await shown(batched, '[1,2,3]')).toMatchObject({ afterItemBatcher: '[{"Items":[1,2]},{"Items":[3]}]' });
  });

  it('fails when the data are not as the reader expects', async () => {
    const stateConfiguration = { mapItemReaderData: '{' };
    const answer = await test({ definition: reading(reader({ InputType: 'JSON' })), mock, stateConfiguration });
    expect(answer).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  it.each([
    { what: 'without data', definition: reading(reader({ InputType: 'JSON' })), code: 'ValidationException' },
    { what: 'of a listing', definition: reading(reader({}, 'listObjectsV2')), code: 'NotSimulated' },
  ])('is refused $what', async ({ definition, code }) => {
    await expect(test({ definition, mock })).rejects.toMatchObject({ code });
  });
});

it('a mocked result that was written to S3 is an object', async () => {
  const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b' } };
  const definition = map({ ItemProcessor, ResultWriter });
  const result = '{"MapRunArn":"a","ResultWriterDetails":{"Bucket":"b","Key":"k"}}';
  expect(await test({ definition, input: [1], mock: { result } })).toMatchObject({
    status: 'SUCCEEDED',
    output: result,
  });
  await expect(test({ definition, input: [1], mock })).rejects.toMatchObject({ code: 'ValidationException' });
});
