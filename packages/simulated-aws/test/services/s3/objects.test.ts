import { describe, expect, it } from 'vitest';
import { AwsFault, type Call } from '../../../src/call.ts';
import { codeOf } from '../test-world.ts';
import { createSetting, memberOf, textIn } from './setting.ts';

const at = { Bucket: 'plain', Key: 'runs/1/report.html' };
const path = 'plain/runs/1/report.html';

describe('an object', () => {
  it('comes back as it was put, with its type, its metadata and the MD5 of its bytes', async () => {
    const { put, ask } = createSetting();
    const more = { ContentType: 'text/html', Metadata: { run: '1' } };
    expect(await put(path, 'hello', more)).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"' });
    const answer = await ask('GetObject', at);
    expect(textIn(answer)).toBe('hello');
    expect(answer).toMatchObject({ ...more, ContentLength: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"' });
    expect(memberOf(answer, 'VersionId')).toBeUndefined();
  });

  it('is described by HeadObject without its bytes, its time in whole seconds', async () => {
    const { put, ask, pass } = createSetting();
    await pass(1.9);
    await put(path, 'hello');
    const answer = await ask('HeadObject', at);
    expect(answer).toMatchObject({ ContentLength: 5, LastModified: new Date('2026-01-05T03:00:01Z') });
    expect(memberOf(answer, 'Body')).toBeUndefined();
  });

  it('does not change with the bytes that a caller still holds', async () => {
    const { ask } = createSetting();
    const Body = Buffer.from('hello');
    await ask('PutObject', { ...at, Body });
    Body.fill('x');
    expect(textIn(await ask('GetObject', at))).toBe('hello');
  });

  it('is gone after it was deleted, and deleting it again succeeds', async () => {
    const { put, ask } = createSetting();
    await put(path, 'hello');
    expect(await ask('DeleteObject', at)).toEqual({});
    expect(await ask('DeleteObject', at)).toEqual({});
    expect(await codeOf(ask('GetObject', at))).toBe('NoSuchKey');
  });

  it('is seen from outside of AWS', async () => {
    const { put, s3 } = createSetting();
    await put('plain/b', '2', { ContentType: 'text/plain' });
    await put('plain/a', '1', { ContentType: 'text/plain' });
    expect(s3.objectsOf('plain')).toMatchObject([
      { key: 'a', contentType: 'text/plain' },
      { key: 'b', contentType: 'text/plain' },
    ]);
  });
});

describe('a conditional write', () => {
  it('with If-None-Match succeeds once, and again after the object was deleted', async () => {
    const { put, ask } = createSetting();
    const once = () => put(path, 'hello', { IfNoneMatch: '*' });
    expect(await once()).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"' });
    expect(await codeOf(once())).toBe('PreconditionFailed');
    await ask('DeleteObject', at);
    expect(await once()).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"' });
  });

  it('leaves the object alone when it is refused', async () => {
    const { put, ask } = createSetting();
    await put(path, 'first');
    await codeOf(put(path, 'second', { IfNoneMatch: '*' }));
    expect(textIn(await ask('GetObject', at))).toBe('first');
  });

  it.each([
    { more: { IfMatch: '"5d41402abc4b2a76b9719d911017c592"' }, code: undefined },
    { more: { IfMatch: '"other"' }, code: 'PreconditionFailed' },
    { more: { IfNoneMatch: '"other"' }, code: 'NotImplemented' },
  ])('with $more is answered by $code', async ({ more, code }) => {
    const { put } = createSetting();
    await put(path, 'hello');
    const answer = await codeOf(put(path, 'next', more));
    expect(typeof answer === 'string' ? answer : undefined).toBe(code);
  });
});

describe('versions', () => {
  it('are kept, can be read by their id, and come back when the delete marker is deleted', async () => {
    const { put, ask } = createSetting();
    const where = { Bucket: 'versions', Key: 'state' };
    const first = memberOf(await put('versions/state', 'one'), 'VersionId');
    await put('versions/state', 'two');
    const marker = memberOf(await ask('DeleteObject', where), 'VersionId');
    expect(await codeOf(ask('GetObject', where))).toBe('NoSuchKey');
    expect(textIn(await ask('GetObject', { ...where, VersionId: first }))).toBe('one');
    expect(await codeOf(ask('GetObject', { ...where, VersionId: marker }))).toBe('MethodNotAllowed');
    expect(await ask('DeleteObject', { ...where, VersionId: marker })).toMatchObject({ DeleteMarker: true });
    expect(textIn(await ask('GetObject', where))).toBe('two');
  });
});

describe('a caller', () => {
  it.each([
    { operation: 'GetObject', bucket: 'open', key: 'there', answer: 'found' },
    { operation: 'HeadObject', bucket: 'open', key: 'there', answer: 'found' },
    { operation: 'GetObject', bucket: 'open', key: 'missing', answer: 'AccessDenied' },
    { operation: 'GetObject', bucket: 'plain', key: 'there', answer: 'AccessDenied' },
    { operation: 'PutObject', bucket: 'open', key: 'there', answer: 'AccessDenied' },
    { operation: 'DeleteObject', bucket: 'open', key: 'there', answer: 'AccessDenied' },
    { operation: 'ListObjectsV2', bucket: 'open', key: 'there', answer: 'AccessDenied' },
  ])(
    'without a signature gets $answer from $operation of $key in $bucket',
    async ({ operation, bucket, key, answer }) => {
      const { put, askAnonymously } = createSetting();
      await put(`${bucket}/there`, 'hello');
      const got = await codeOf(askAnonymously(operation, { Bucket: bucket, Key: key }));
      expect(typeof got === 'string' ? got : 'found').toBe(answer);
    },
  );

  it('who may not list the bucket is not told that an object is missing', async () => {
    const asked: string[] = [];
    const authorise = (_call: Call, action: string, resources: readonly string[]) => {
      asked.push(action, ...resources);
      throw new AwsFault('AccessDenied', 'no', { status: 403 });
    };
    const { ask } = createSetting({ authorise });
    expect(await codeOf(ask('HeadObject', at))).toBe('AccessDenied');
    expect(asked).toEqual(['s3:ListBucket', 'arn:aws:s3:::plain']);
  });

  it('in another Region is sent to the right one', async () => {
    const { put, askAs } = createSetting();
    await put(path, 'hello');
    const elsewhere = askAs({ kind: 'operator', name: 'tester' }, 'us-west-2');
    await expect(elsewhere('GetObject', at)).rejects.toMatchObject({ code: 'PermanentRedirect', status: 301 });
  });

  it.each([
    { operation: 'GetObject', input: at, code: 'NoSuchKey' },
    { operation: 'HeadObject', input: at, code: 'NotFound' },
    { operation: 'GetObject', input: { ...at, Bucket: 'none' }, code: 'NoSuchBucket' },
    { operation: 'GetObject', input: { ...at, IfNoneMatch: '"e"' }, code: 'NotSimulated' },
    { operation: 'PutObject', input: { ...at, Tagging: 'a=b' }, code: 'NotSimulated' },
    { operation: 'PutObject', input: { Bucket: 'plain', Key: 'k'.repeat(1025) }, code: 'KeyTooLongError' },
  ])('gets $code from $operation with $input', async ({ operation, input, code }) => {
    expect(await codeOf(createSetting().ask(operation, input))).toBe(code);
  });
});
