import { describe, expect, it } from 'vitest';
import { readProof } from '../../../shared/identity/read-proof.ts';
import { sign } from '../../../tools/sign/sign.ts';

const at = '2026-01-05T03:00:00.000Z';
const session = { accessKeyId: 'ASIAADA', secretAccessKey: 'secret', sessionToken: 'to/ken+with==' };
const purpose = 'answer/r-1/-/00';

const signed = (change: Readonly<{ credentials?: typeof session; region?: string }> = {}) =>
  sign({ region: 'us-east-1', credentials: session, purpose, at: new Date(at), ...change });

const read = (text: string, now = at) => readProof(text, { region: 'us-east-1', now });

/** The proof with parameters set to something else, or left out. */
const changed = async (change: Readonly<Record<string, string | undefined>>): Promise<string> => {
  const query = new URLSearchParams(await signed());
  for (const [name, value] of Object.entries(change))
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  return query.toString();
};

describe('a proof that the SDK signed', () => {
  it('is read to a query of the same parameters', async () => {
    const text = await signed();
    const result = read(text);
    const query = 'query' in result ? result.query : '';
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual(Object.fromEntries(new URLSearchParams(text)));
    expect(query).toMatch(/^[\w=&%.~-]+$/);
  });

  it.each([
    { what: 'as it was signed', now: at, says: undefined },
    { what: 'with a clock five minutes behind', now: '2026-01-05T02:55:00.000Z', says: undefined },
    { what: 'with a clock further behind', now: '2026-01-05T02:54:59.000Z', says: 'yet to come' },
    { what: 'after fifteen minutes', now: '2026-01-05T03:15:00.000Z', says: undefined },
    { what: 'a second later', now: '2026-01-05T03:15:01.000Z', says: 'expired; it was signed at 20260105T030000Z' },
  ])('$what: $says', async ({ now, says }) => {
    const result = read(await signed(), now);
    expect('reason' in result ? result.reason : undefined).toEqual(says && expect.stringContaining(says));
  });

  it('expires earlier where it says so', async () => {
    const short = await changed({ 'X-Amz-Expires': '60' });
    expect(read(short, '2026-01-05T03:01:00.000Z')).toHaveProperty('query');
    expect(read(short, '2026-01-05T03:01:01.000Z')).toHaveProperty('reason');
  });
});

describe('what is no proof', () => {
  it.each<{ what: string; change: Readonly<Record<string, string | undefined>> }>([
    { what: 'another action', change: { Action: 'AssumeRole' } },
    { what: 'no action', change: { Action: undefined } },
    { what: 'another version', change: { Version: '2009-01-01' } },
    { what: 'another algorithm', change: { 'X-Amz-Algorithm': 'AWS4-ECDSA-P256-SHA256' } },
    { what: 'another Region', change: { 'X-Amz-Credential': 'ASIAADA/20260105/us-west-2/sts/aws4_request' } },
    { what: 'another service', change: { 'X-Amz-Credential': 'ASIAADA/20260105/us-east-1/iam/aws4_request' } },
    { what: 'a signature without the purpose', change: { 'X-Amz-SignedHeaders': 'host' } },
    { what: 'a signature with more', change: { 'X-Amz-SignedHeaders': 'accept;host;x-lifeboat-for' } },
    { what: 'a life of a day', change: { 'X-Amz-Expires': '86400' } },
    { what: 'a life of nothing', change: { 'X-Amz-Expires': '0' } },
    { what: 'no date', change: { 'X-Amz-Date': 'today' } },
    { what: 'a date that does not exist', change: { 'X-Amz-Date': '20261305T030000Z' } },
    { what: 'no signature', change: { 'X-Amz-Signature': undefined } },
    { what: 'a parameter of another action', change: { RoleArn: 'arn:aws:iam::111122223333:role/x' } },
    { what: 'an answer in another form', change: { ContentType: 'JSON' } },
    { what: 'a name that every object has', change: { constructor: 'x' } },
  ])('$what', async ({ change }) => {
    expect(read(await changed(change))).toEqual({ reason: expect.any(String) });
  });

  it.each([
    { what: 'text', text: 'I am Ada' },
    { what: 'an address', text: 'https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity' },
    { what: 'lines', text: 'Action=GetCallerIdentity\r\nHost: example.org' },
  ])('$what', ({ text }) => {
    expect(read(text)).toEqual({ reason: expect.any(String) });
  });

  it('has a parameter twice', async () => {
    expect(read(`${await signed()}&Action=GetCallerIdentity`)).toEqual({ reason: expect.stringContaining('twice') });
  });
});
