import * as rds from '@aws-sdk/client-rds';
import * as sns from '@aws-sdk/client-sns';
import { QueryShapeSerializer } from '@aws-sdk/core/protocols';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryOf } from '../../../simulation/wire/catalogue.ts';
import { readModel } from '../../../simulation/wire/model.ts';
import { readStructure, treeOf } from '../../../simulation/wire/protocols/form.ts';

/** What the SDK writes down as a form is read as it was meant, whatever the texts hold. */
const inputOf = (service: string, client: object, operation: string) => {
  const entry = entryOf(service);
  const input = entry && readModel(entry, client).operations.get(operation)?.input;
  if (input === undefined) throw new Error(`no ${service}:${operation}`);
  return input;
};

const throughForm = (schema: ReturnType<typeof inputOf>, value: unknown) => {
  const serializer = new QueryShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    serializeEmptyLists: true,
  });
  serializer.write(schema, value);
  return readStructure(schema, treeOf(new URLSearchParams(String(serializer.flush()))));
};

const text = fc.string({ unit: 'grapheme', maxLength: 20 });

it('reads lists in lists, empty ones too', () => {
  const input = inputOf('rds', rds, 'DescribeDBInstances');
  const filters = fc.array(fc.record({ Name: text, Values: fc.array(text, { maxLength: 12 }) }), { maxLength: 12 });
  const message = fc.record({ DBInstanceIdentifier: text, Filters: filters, MaxRecords: fc.integer() });
  fc.assert(
    fc.property(message, (value) => {
      expect(throughForm(input, value)).toEqual(value);
    }),
  );
});

it('reads maps, blobs, booleans and dates', () => {
  const publish = inputOf('sns', sns, 'Publish');
  const key = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/);
  const attribute = fc.record({ DataType: text, BinaryValue: fc.uint8Array({ maxLength: 20 }) });
  const message = fc.record({
    Message: text,
    MessageAttributes: fc.dictionary(key, attribute, { noNullPrototype: true }),
  });
  fc.assert(
    fc.property(message, (value) => {
      const read = throughForm(publish, value);
      const isEmpty = Object.keys(value.MessageAttributes).length === 0;
      expect(read).toEqual(isEmpty ? { Message: value.Message } : value);
    }),
  );
  const restore = inputOf('rds', rds, 'RestoreDBInstanceToPointInTime');
  const date = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') });
  const point = fc.record({ RestoreTime: date, UseLatestRestorableTime: fc.boolean(), AvailabilityZone: text });
  fc.assert(
    fc.property(point, (value) => {
      expect(throughForm(restore, value)).toEqual(value);
    }),
  );
});
