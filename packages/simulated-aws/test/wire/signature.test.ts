import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createAws, operatorKey, operatorSecret } from '../../src/aws.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { headOf, overSocket } from './over-socket.ts';
import { purposeHeader, type Signing, sign } from './sign.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const open = async () => {
  const clock = createVirtualClock();
  const onError = (error: unknown) => {
    throw error;
  };
  const aws = createAws({ clock, seed: 1, speed: 1, regions: ['us-east-1'], tell: () => undefined, onError });
  close = aws.close;
  return { aws, clock, port: await aws.wire.listen(0) };
};
type Opened = Awaited<ReturnType<typeof open>>;

const operator = { accessKeyId: operatorKey, secretAccessKey: operatorSecret };
const purpose = 'answer/r-1/-/00';

const proofOf = ({ clock }: Opened, change: Partial<Signing> = {}) =>
  sign({ region: 'us-east-1', credentials: operator, purpose, at: new Date(clock.now()), ...change });

type Sent = Readonly<{ query: string; headers?: Readonly<Record<string, string>>; host?: string }>;

const send = ({ port }: Opened, { query, headers = {}, host = 'sts.us-east-1.amazonaws.com' }: Sent) => {
  const all = { host, [purposeHeader]: purpose, ...headers };
  return overSocket(port, [headOf({ method: 'GET', target: `/?${query}`, headers: all })]);
};

const statusOf = (answer: string): string => answer.split(' ')[1] ?? '';
const codeOf = (answer: string): string | undefined => /<Code>(\w+)<\/Code>/.exec(answer)?.[1];
const minutes = (count: number) => count * 60_000;

describe('a signed URL of STS', () => {
  it('says whose key signed it', async () => {
    const opened = await open();
    const answer = await send(opened, { query: await proofOf(opened) });
    expect(statusOf(answer)).toBe('200');
    expect(answer).toContain('<Arn>arn:aws:iam::111122223333:user/operator</Arn>');
  });

  it('says whose session signed it, by its token', async () => {
    const opened = await open();
    const { identity } = opened.aws;
    const role = identity.addRole({ name: 'on-call', trust: { Version: '2012-10-17', Statement: [] }, policies: [] });
    const credentials = identity.issueKey(role, 'ada');
    const answer = await send(opened, { query: await proofOf(opened, { credentials }) });
    expect(answer).toContain('<Arn>arn:aws:sts::111122223333:assumed-role/on-call/ada</Arn>');
    const { sessionToken: _, ...key } = credentials;
    expect(codeOf(await send(opened, { query: await proofOf(opened, { credentials: key }) }))).toBe(
      'InvalidClientTokenId',
    );
  });

  it.each<{ what: string; at: number; code: string | undefined }>([
    { what: 'fifteen minutes old', at: -minutes(15), code: undefined },
    { what: 'older', at: -minutes(15) - 1_000, code: 'SignatureDoesNotMatch' },
    { what: 'five minutes ahead', at: minutes(5), code: undefined },
    { what: 'further ahead', at: minutes(5) + 1_000, code: 'SignatureDoesNotMatch' },
  ])('that is $what: $code', async ({ at, code }) => {
    const opened = await open();
    const query = await proofOf(opened, { at: new Date(opened.clock.now() + at) });
    expect(codeOf(await send(opened, { query }))).toBe(code);
  });

  it.each<{ what: string; change?: Partial<Signing>; sent?: Partial<Sent>; cut?: string; code: string }>([
    {
      what: 'by another secret',
      change: { credentials: { ...operator, secretAccessKey: 'other' } },
      code: 'Signature',
    },
    { what: 'for another purpose', sent: { headers: { [purposeHeader]: 'answer/r-2/-/00' } }, code: 'Signature' },
    { what: 'for another host', sent: { host: 'sts.amazonaws.com' }, code: 'Signature' },
    { what: 'for another Region', change: { region: 'us-west-2' }, code: 'Signature' },
    { what: 'without a header of AWS that is sent', sent: { headers: { 'x-amz-date': 'x' } }, code: 'Signature' },
    { what: 'by an unknown key', change: { credentials: { ...operator, accessKeyId: 'AKIA' } }, code: 'InvalidClient' },
    { what: 'with no signature', cut: 'X-Amz-Signature', code: 'IncompleteSignature' },
    { what: 'with no date', cut: 'X-Amz-Date', code: 'IncompleteSignature' },
    { what: 'with no headers', cut: 'X-Amz-SignedHeaders', code: 'IncompleteSignature' },
  ])('$what is refused', async ({ change, sent, cut = '', code }) => {
    const opened = await open();
    const query = new URLSearchParams(await proofOf(opened, change));
    query.delete(cut);
    const answer = await send(opened, { query: query.toString(), ...sent });
    expect(statusOf(answer)).toBe('403');
    expect(codeOf(answer)).toMatch(new RegExp(`^${code}`));
  });

  it('proves nothing once a character of it is another one', async () => {
    const opened = await open();
    const proof = await proofOf(opened);
    const places = fc.integer({ min: 0, max: proof.length - 1 });
    const characters = fc.constantFrom(...'aB3%=&+-/');
    const changed = fc.tuple(places, characters).filter(([place, character]) => proof[place] !== character);
    await fc.assert(
      fc.asyncProperty(changed, async ([place, character]) => {
        const query = `${proof.slice(0, place)}${character}${proof.slice(place + 1)}`;
        expect(await send(opened, { query })).not.toContain('<Arn>');
      }),
    );
  });
});
