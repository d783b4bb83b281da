import { describe, expect, it } from 'vitest';
import { callOf } from '../test-world.ts';
import { createSetting, memberOf } from './setting.ts';

const keysIn = (answer: object): string[] =>
  [...JSON.stringify(answer).matchAll(/"Key":"([^"]*)"/g)].map(([, key = '']) => key);

const createFilled = async () => {
  const setting = createSetting();
  for (const key of ['runs/b/1', 'runs/a/1', 'readme', 'runs/a/2', 'Zed']) await setting.put(`plain/${key}`, key);
  const list = (input: object = {}) => setting.ask('ListObjectsV2', { Bucket: 'plain', ...input });
  return { ...setting, list };
};

describe('ListObjectsV2', () => {
  it('lists keys in the order of their bytes', async () => {
    const { list } = await createFilled();
    expect(keysIn(await list())).toEqual(['Zed', 'readme', 'runs/a/1', 'runs/a/2', 'runs/b/1']);
  });

  it('goes on after the token of the page before', async () => {
    const { list } = await createFilled();
    const first = await list({ MaxKeys: 2 });
    expect(first).toMatchObject({ KeyCount: 2, IsTruncated: true });
    const rest = await list({ ContinuationToken: memberOf(first, 'NextContinuationToken') });
    expect(keysIn(rest)).toEqual(['runs/a/1', 'runs/a/2', 'runs/b/1']);
    expect(rest).toMatchObject({ IsTruncated: false });
  });

  it('folds what lies behind the delimiter into common prefixes', async () => {
    const { list } = await createFilled();
    const answer = await list({ Prefix: 'runs/', Delimiter: '/' });
    expect(answer).toMatchObject({
      KeyCount: 2,
      Contents: [],
      CommonPrefixes: [{ Prefix: 'runs/a/' }, { Prefix: 'runs/b/' }],
    });
  });

  it('goes on after a common prefix without giving it twice', async () => {
    const { list } = await createFilled();
    const first = await list({ Prefix: 'runs/', Delimiter: '/', MaxKeys: 1 });
    const token = memberOf(first, 'NextContinuationToken');
    const second = await list({ Prefix: 'runs/', Delimiter: '/', ContinuationToken: token });
    expect(second).toMatchObject({ CommonPrefixes: [{ Prefix: 'runs/b/' }], IsTruncated: false });
  });

  it('leaves out what a delete marker hides', async () => {
    const { put, ask } = createSetting();
    await put('versions/gone', '1');
    await put('versions/here', '1');
    await ask('DeleteObject', { Bucket: 'versions', Key: 'gone' });
    expect(keysIn(await ask('ListObjectsV2', { Bucket: 'versions' }))).toEqual(['here']);
  });
});

describe('ListObjectVersions', () => {
  it('gives the newest first, delete markers apart, over pages', async () => {
    const { put, ask } = createSetting();
    await put('versions/a', '1');
    await put('versions/a', '22');
    await ask('DeleteObject', { Bucket: 'versions', Key: 'a' });
    await put('versions/b', '333');
    const first = await ask('ListObjectVersions', { Bucket: 'versions', MaxKeys: 2 });
    expect(first).toMatchObject({
      Versions: [{ Key: 'a', Size: 2, IsLatest: false }],
      DeleteMarkers: [{ Key: 'a', IsLatest: true }],
      IsTruncated: true,
      NextKeyMarker: 'a',
    });
    const [KeyMarker, VersionIdMarker] = [memberOf(first, 'NextKeyMarker'), memberOf(first, 'NextVersionIdMarker')];
    const second = await ask('ListObjectVersions', { Bucket: 'versions', KeyMarker, VersionIdMarker });
    expect(second).toMatchObject({
      Versions: [
        { Key: 'a', Size: 1 },
        { Key: 'b', Size: 3, IsLatest: true },
      ],
      IsTruncated: false,
    });
  });

  it('calls the version of a bucket without versions null', async () => {
    const { put, ask } = createSetting();
    await put('plain/a', '1');
    expect(await ask('ListObjectVersions', { Bucket: 'plain' })).toMatchObject({ Versions: [{ VersionId: 'null' }] });
  });
});

describe('what IAM sees of a call', () => {
  it.each([
    { operation: 'HeadObject', action: 's3:GetObject', arn: 'arn:aws:s3:::plain/a/b' },
    { operation: 'PutObject', action: undefined, arn: 'arn:aws:s3:::plain/a/b' },
    { operation: 'ListObjectsV2', action: 's3:ListBucket', arn: 'arn:aws:s3:::plain' },
    { operation: 'ListObjectVersions', action: 's3:ListBucketVersions', arn: 'arn:aws:s3:::plain' },
  ])('is $arn for $operation', ({ operation, action, arn }) => {
    const { s3 } = createSetting();
    const call = callOf(s3, operation, 'us-east-1');
    expect(s3.resources[operation]?.({ Bucket: 'plain', Key: 'a/b' }, call)).toEqual([arn]);
    expect(s3.actions?.[operation]).toBe(action);
  });
});
