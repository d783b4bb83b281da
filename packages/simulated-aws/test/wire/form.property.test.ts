import * as ec2 from '@aws-sdk/client-ec2';
import * as rds from '@aws-sdk/client-rds';
import * as sns from '@aws-sdk/client-sns';
import { QueryShapeSerializer } from '@aws-sdk/core/protocols';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryOf } from '../../src/wire/catalogue.ts';
import { readModel } from '../../src/wire/model.ts';
import { ec2Style } from '../../src/wire/protocols/ec2-query.ts';
import { type FormStyle, readStructure, treeOf } from '../../src/wire/protocols/form.ts';

/** What the SDK writes down as a form is read as it was meant, whatever the texts hold. */
const inputOf = (service: string, client: object, operation: string) => {
  const entry = entryOf(service);
  const input = entry && readModel(entry, client).operations.get(operation)?.input;
  if (input === undefined) throw new Error(`no ${service}:${operation}`);
  return input;
};

const written = { timestampFormat: { useTrait: true, default: 5 } } as const;
const asQuery = { ...written, serializeEmptyLists: true };
/** As AwsEc2QueryProtocol sets it: an empty list is not written. */
const asEc2 = { ...written, capitalizeKeys: true, flattenLists: true, serializeEmptyLists: false, ec2: true };

const throughForm = (schema: ReturnType<typeof inputOf>, value: unknown, style?: FormStyle) => {
  const serializer = new QueryShapeSerializer(style === undefined ? asQuery : asEc2);
  serializer.write(schema, value);
  return readStructure(schema, treeOf(new URLSearchParams(String(serializer.flush()))), style);
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

it('reads the flat lists of EC2 under their own names', () => {
  const values = fc.array(text, { minLength: 1, maxLength: 12 });
  const filters = fc.array(fc.record({ Name: text, Values: values }), { minLength: 1, maxLength: 12 });
  const describeSnapshots = fc.record({
    OwnerIds: values,
    SnapshotIds: values,
    Filters: filters,
    DryRun: fc.boolean(),
    MaxResults: fc.integer(),
    NextToken: text,
  });
  const input = inputOf('ec2', ec2, 'DescribeSnapshots');
  fc.assert(
    fc.property(describeSnapshots, (value) => {
      expect(throughForm(input, value, ec2Style)).toEqual(value);
    }),
  );
  const create = inputOf('ec2', ec2, 'CreateSnapshot');
  const tags = fc.array(fc.record({ Key: text, Value: text }), { minLength: 1, maxLength: 12 });
  const specifications = fc.array(fc.record({ ResourceType: text, Tags: tags }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.record({ VolumeId: text, TagSpecifications: specifications }), (value) => {
      expect(throughForm(create, value, ec2Style)).toEqual(value);
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
