import * as rds from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { catalogue, entryOf } from '../../src/wire/catalogue.ts';
import { readModel, requiredMembersOf } from '../../src/wire/model.ts';

/**
 * The layout of the SDK's run-time schemas is not promised to anybody. When an update of the SDK changes it, these tests
 * say so first, and src/wire/model.ts is the one file to put right.
 */
const rdsEntry = () => {
  const entry = entryOf('rds');
  if (entry === undefined) throw new Error('no rds in the catalogue');
  return entry;
};

describe('the run-time schemas of the SDK', () => {
  it.each(catalogue)('give the operations and errors of $name', async (entry) => {
    const client = await entry.load();
    const { operations, errors } = readModel(entry, client);
    const commands = Object.keys(client).flatMap((name) => /^(?!\$)(.+)Command$/.exec(name)?.[1] ?? []);
    expect(commands.length).toBeGreaterThan(5);
    expect([...operations.keys()].sort()).toEqual(commands.sort());
    // EC2 has no error shapes but the one that all others are of.
    expect(errors.size).toBeGreaterThan(entry.protocol === 'ec2Query' ? 0 : 3);
    for (const { input, output } of operations.values())
      for (const schema of [input, output]) expect(schema.isStructSchema() || schema.isUnitSchema()).toBe(true);
  });

  it('hold what the wire reads of a member, an error and a demand', () => {
    const { operations, errors } = readModel(rdsEntry(), rds);
    const describeInstances = operations.get('DescribeDBInstances')?.input;
    expect([...(describeInstances?.structIterator() ?? [])].map(([name]) => name)).toEqual(
      expect.arrayContaining(['DBInstanceIdentifier', 'Filters', 'MaxRecords', 'Marker']),
    );
    expect(describeInstances?.getMemberSchema('Filters').getValueSchema().getMergedTraits().xmlName).toBe('Filter');
    expect(errors.get('DBInstanceNotFoundFault')).toMatchObject({
      status: 404,
      query: { code: 'DBInstanceNotFound', status: 404 },
    });
    const promote = operations.get('PromoteReadReplica');
    expect(promote && requiredMembersOf(promote.input)).toEqual(['DBInstanceIdentifier']);
  });

  it('are refused, by the name of the service, when a client has none that the wire knows', () => {
    const older = { PromoteReadReplicaCommand: class {}, PromoteReadReplica$: { kind: 'operation' } };
    expect(() => readModel(rdsEntry(), older)).toThrow(/client of rds has no schemas/);
  });

  it('are refused when a REST operation has lost its route', () => {
    const entry = { ...rdsEntry(), name: 'lambda', protocol: 'restJson1' } as const;
    const withoutRoute = {
      Invoke$: [9, 'lambda', 'Invoke', 0, 'unit', 'unit'],
      NotFound$: [-3, 'lambda', 'NotFound', {}, [], []],
    };
    expect(() => readModel(entry, withoutRoute)).toThrow(/client of lambda has no schemas/);
  });
});
