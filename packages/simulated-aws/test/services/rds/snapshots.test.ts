import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { codeOf } from '../test-world.ts';
import { createWorkshop, east, keyOf, west } from './workshop.ts';

const Listing = z.looseObject({ DBSnapshots: z.array(z.looseObject({ Status: z.string() })) });
const Status = z.looseObject({ DBInstances: z.tuple([z.looseObject({ DBInstanceStatus: z.string() })]) });

type Workshop = Awaited<ReturnType<typeof createWorkshop>>;

const take = { DBInstanceIdentifier: 'prod', DBSnapshotIdentifier: 'before-change' };
const arnOf = (region: string, id: string) => `arn:aws:rds:${region}:123456789012:snapshot:${id}`;

const seen = async ({ ask }: Workshop, side: 'west' | 'east', id: string) =>
  Listing.parse(await ask[side]('DescribeDBSnapshots', { DBSnapshotIdentifier: id })).DBSnapshots[0];

const withSnapshot = async (spec: Readonly<{ isEncrypted?: boolean; kmsKeyId?: string }> = {}) => {
  const workshop = await createWorkshop();
  const instance = { id: 'prod', resourceId: 'db-PROD' };
  const times = { databaseTime: 1000, createdAt: 2000 };
  workshop.rds.addSnapshot({
    id: 'night',
    region: west,
    type: 'manual',
    instance,
    tags: { a: '1' },
    ...times,
    ...spec,
  });
  return workshop;
};

const toEast = { SourceDBSnapshotIdentifier: arnOf(west, 'night'), TargetDBSnapshotIdentifier: 'copy' };

describe('CreateDBSnapshot', () => {
  it('is creating while the instance, a little later, is backing up, and is available in the end', async () => {
    const workshop = await createWorkshop();
    const { ask, pass, rds, eventIds } = workshop;
    const statuses = async () => [
      Status.parse(await ask.west('DescribeDBInstances', {})).DBInstances[0].DBInstanceStatus,
      (await seen(workshop, 'west', 'before-change'))?.Status,
    ];
    await ask.west('CreateDBSnapshot', { ...take, Tags: [{ Key: 'why', Value: 'change' }] });
    expect(await statuses()).toEqual(['available', 'creating']);
    await pass(21);
    expect(await statuses()).toEqual(['backing-up', 'creating']);
    await pass(120);
    expect(await statuses()).toEqual(['available', 'available']);
    expect(await seen(workshop, 'west', 'before-change')).toMatchObject({
      SnapshotType: 'manual',
      PercentProgress: 100,
      TagList: [{ Key: 'why', Value: 'change' }],
    });
    expect(eventIds()).toEqual(['RDS-EVENT-0001', 'RDS-EVENT-0040', 'RDS-EVENT-0042', 'RDS-EVENT-0002']);
    expect(rds.inspect({ region: west, id: 'prod' }).DBInstanceStatus).toBe('available');
  });

  it('is of use for a restore', async () => {
    const { ask, pass, rds } = await createWorkshop();
    await ask.west('CreateDBSnapshot', take);
    await pass(200);
    await ask.west('RestoreDBInstanceFromDBSnapshot', {
      DBInstanceIdentifier: 'two',
      DBSnapshotIdentifier: 'before-change',
    });
    await pass(600);
    expect(rds.inspect({ region: west, id: 'two' }).DBInstanceStatus).toBe('available');
  });

  it('takes on the tags of an instance that says so', async () => {
    const workshop = await createWorkshop();
    const own = { id: 'tagged', region: west, engine: 'postgres', copiesTags: true, tags: { team: 'a' } } as const;
    workshop.rds.addInstance(own);
    await workshop.ask.west('CreateDBSnapshot', { ...take, DBInstanceIdentifier: 'tagged' });
    expect(await seen(workshop, 'west', 'before-change')).toMatchObject({ TagList: [{ Key: 'team', Value: 'a' }] });
  });

  it.each([
    ['of a name that is taken', { DBSnapshotIdentifier: 'night' }, 'DBSnapshotAlreadyExistsFault'],
    ['of a name that is none', { DBSnapshotIdentifier: 'no--name' }, 'InvalidParameterValue'],
    ['of no instance', { DBInstanceIdentifier: 'none' }, 'DBInstanceNotFoundFault'],
    ['with a tag whose key is reserved', { Tags: [{ Key: 'aws:x', Value: '' }] }, 'InvalidParameterValue'],
  ])('is refused %s', async (_, change, code) => {
    const { ask } = await withSnapshot();
    expect(await codeOf(ask.west('CreateDBSnapshot', { ...take, ...change }))).toBe(code);
  });

  it('is refused while the one before is made, and when there are a hundred', async () => {
    const { ask, rds } = await createWorkshop();
    await ask.west('CreateDBSnapshot', take);
    const second = { ...take, DBSnapshotIdentifier: 'second' };
    expect(await codeOf(ask.west('CreateDBSnapshot', second))).toBe('InvalidDBInstanceStateFault');
    const instance = { id: 'x', resourceId: 'db-X' };
    for (let count = 0; count < 100; count += 1)
      rds.addSnapshot({ id: `by-hand-${count}`, region: east, type: 'manual', instance });
    const copy = { SourceDBSnapshotIdentifier: 'by-hand-1', TargetDBSnapshotIdentifier: 'one-more' };
    expect(await codeOf(ask.east('CopyDBSnapshot', copy))).toBe('SnapshotQuotaExceededFault');
  });
});

describe('CopyDBSnapshot', () => {
  it('waits in the queue without progress, is made step by step, and keeps the time of the database', async () => {
    const workshop = await withSnapshot();
    workshop.rds.restores.durations = { copyQueueSeconds: 3600, copySeconds: 300 };
    await workshop.ask.east('CopyDBSnapshot', toEast);
    await workshop.pass(3590);
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({ Status: 'pending', PercentProgress: 0 });
    await workshop.pass(150);
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({ Status: 'creating', PercentProgress: 40 });
    await workshop.pass(200);
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({
      Status: 'available',
      SnapshotType: 'manual',
      SnapshotDatabaseTime: new Date(1000),
      OriginalSnapshotCreateTime: new Date(2000),
      SourceRegion: west,
      TagList: [],
    });
    expect(workshop.eventIds()).toEqual(['RDS-EVENT-0059', 'RDS-EVENT-0060']);
  });

  it('takes on tags only when told so', async () => {
    const workshop = await withSnapshot();
    await workshop.ask.east('CopyDBSnapshot', { ...toEast, CopyTags: true });
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({ TagList: [{ Key: 'a', Value: '1' }] });
  });

  it('makes copies of one instance one after the other', async () => {
    const workshop = await withSnapshot();
    await workshop.ask.east('CopyDBSnapshot', toEast);
    await workshop.ask.east('CopyDBSnapshot', { ...toEast, TargetDBSnapshotIdentifier: 'second' });
    await workshop.pass(299);
    expect(await seen(workshop, 'east', 'second')).toMatchObject({ Status: 'pending' });
    await workshop.pass(300);
    expect([(await seen(workshop, 'east', 'copy'))?.Status, (await seen(workshop, 'east', 'second'))?.Status]).toEqual([
      'available',
      'creating',
    ]);
  });

  it('fails when its source is deleted meanwhile, and is cancelled when it is deleted itself', async () => {
    const workshop = await withSnapshot();
    const { ask, pass, eventIds } = workshop;
    await ask.east('CopyDBSnapshot', toEast);
    await ask.west('CopyDBSnapshot', { ...toEast, TargetDBSnapshotIdentifier: 'here' });
    await pass(30);
    await ask.west('DeleteDBSnapshot', { DBSnapshotIdentifier: 'here' });
    await ask.west('DeleteDBSnapshot', { DBSnapshotIdentifier: 'night' });
    await pass(300);
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({ Status: 'failed' });
    expect(eventIds()).toContain('RDS-EVENT-0190');
    expect(await codeOf(ask.west('DescribeDBSnapshots', { DBSnapshotIdentifier: 'here' }))).toBe(
      'DBSnapshotNotFoundFault',
    );
  });

  it('stands still as long as its source is in a Region that is cut', async () => {
    const workshop = await withSnapshot();
    await workshop.ask.east('CopyDBSnapshot', toEast);
    await workshop.pass(70);
    workshop.world.network.cut(west);
    await workshop.pass(7200);
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({ Status: 'creating' });
    workshop.world.network.heal(west);
    await workshop.pass(400);
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({ Status: 'available' });
  });

  it('is refused when twenty are on their way to the Region', async () => {
    const { ask } = await withSnapshot();
    const copy = (count: number) =>
      ask.east('CopyDBSnapshot', { ...toEast, TargetDBSnapshotIdentifier: `copy-${count}` });
    for (let count = 0; count < 20; count += 1) await copy(count);
    expect(await codeOf(copy(20))).toBe('SnapshotQuotaExceededFault');
  });

  it.each([
    ['an encrypted snapshot without a key of the Region', undefined, 'KMSKeyNotAccessibleFault'],
    ['by a key that is disabled', keyOf(east, 'off'), 'KMSKeyNotAccessibleFault'],
    ['by a key that does not exist', keyOf(east, 'none'), 'KMSKeyNotAccessibleFault'],
    ['by a key of another Region', keyOf(west, 'ours'), 'KMSKeyNotAccessibleFault'],
  ])('is refused for %s', async (_, KmsKeyId, code) => {
    const { ask } = await withSnapshot({ isEncrypted: true });
    expect(await codeOf(ask.east('CopyDBSnapshot', { ...toEast, KmsKeyId }))).toBe(code);
  });

  it('is encrypted by the key of the Region that it is for', async () => {
    const workshop = await withSnapshot({ isEncrypted: true });
    await workshop.ask.east('CopyDBSnapshot', { ...toEast, KmsKeyId: keyOf(east, 'ours') });
    expect(await seen(workshop, 'east', 'copy')).toMatchObject({ Encrypted: true, KmsKeyId: keyOf(east, 'ours') });
  });

  it('of a snapshot that is not available, or not there, is refused', async () => {
    const { ask } = await withSnapshot();
    await ask.west('CreateDBSnapshot', take);
    const unfinished = { ...toEast, SourceDBSnapshotIdentifier: arnOf(west, 'before-change') };
    expect(await codeOf(ask.east('CopyDBSnapshot', unfinished))).toBe('InvalidDBSnapshotStateFault');
    const missing = { ...toEast, SourceDBSnapshotIdentifier: arnOf(west, 'none') };
    expect(await codeOf(ask.east('CopyDBSnapshot', missing))).toBe('DBSnapshotNotFoundFault');
  });
});

describe('a snapshot whose key is no longer usable', () => {
  it('cannot be restored', async () => {
    const { ask, states } = await withSnapshot({ kmsKeyId: keyOf(west, 'ours') });
    states.set(keyOf(west, 'ours'), 'disabled');
    const order = { DBInstanceIdentifier: 'two', DBSnapshotIdentifier: 'night' };
    expect(await codeOf(ask.west('RestoreDBInstanceFromDBSnapshot', order))).toBe('KMSKeyNotAccessibleFault');
  });
});

describe('DeleteDBSnapshot', () => {
  it('is refused for one that RDS itself took', async () => {
    const { ask, rds } = await createWorkshop();
    rds.addSnapshot({ id: 'rds:prod-1', region: west, instance: { id: 'prod', resourceId: 'db-PROD' } });
    const deletion = ask.west('DeleteDBSnapshot', { DBSnapshotIdentifier: 'rds:prod-1' });
    expect(await codeOf(deletion)).toBe('InvalidDBSnapshotStateFault');
  });
});

describe('the sharing of a snapshot', () => {
  const share = { DBSnapshotIdentifier: 'night', AttributeName: 'restore' };
  const attributes = (...values: string[]) => ({
    DBSnapshotAttributesResult: { DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: values }] },
  });

  it('names the accounts that may restore it', async () => {
    const { ask } = await withSnapshot();
    await ask.west('ModifyDBSnapshotAttribute', { ...share, ValuesToAdd: ['999988887777', 'all'] });
    await ask.west('ModifyDBSnapshotAttribute', { ...share, ValuesToRemove: ['all'] });
    const shown = await ask.west('DescribeDBSnapshotAttributes', { DBSnapshotIdentifier: 'night' });
    expect(shown).toMatchObject(attributes('999988887777'));
  });

  const many = Array.from({ length: 21 }, (_, index) => `${100_000_000_000 + index}`);
  it.each([
    { what: 'with everybody of an encrypted one', spec: { kmsKeyId: keyOf(west, 'ours') }, accounts: ['all'] },
    { what: 'of one encrypted by the key of RDS', spec: { isEncrypted: true }, accounts: ['999988887777'] },
  ])('is refused $what', async ({ spec, accounts }) => {
    const { ask } = await withSnapshot(spec);
    const shared = ask.west('ModifyDBSnapshotAttribute', { ...share, ValuesToAdd: accounts });
    expect(await codeOf(shared)).toBe('InvalidParameterCombination');
  });

  it.each([
    ['with what is no account', ['somebody'], 'InvalidParameterValue'],
    ['with more than twenty', many, 'SharedSnapshotQuotaExceededFault'],
  ])('is refused %s', async (_, ValuesToAdd, code) => {
    const { ask } = await withSnapshot();
    expect(await codeOf(ask.west('ModifyDBSnapshotAttribute', { ...share, ValuesToAdd }))).toBe(code);
  });
});
