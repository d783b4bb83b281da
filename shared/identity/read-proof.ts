import { secondsBetween } from '../domain/time.ts';
import { proofHeader, proofLifetime } from './proof.ts';

/** In seconds: how far ahead a clock may be. */
const ahead = 300;

/** Of a session; a user's own key has none. */
const token = 'X-Amz-Security-Token';

type Expected = Readonly<{ region: string; now: string }>;

/** A query that asks STS for nothing but whose it is, or why it is none. */
export type ReadProof = Readonly<{ query: string }> | Readonly<{ reason: string }>;

/** Takes a proof apart and puts it together again, so that nothing else of what was sent reaches STS. */
export function readProof(text: string, expected: Expected): ReadProof {
  const given = new URLSearchParams(text);
  const names = [...given.keys()];
  const wanted = shapes(expected);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return { reason: 'a parameter stands in it twice' };
  const wrong = Object.entries(wanted).find(([name, shape]) => !shape.test(given.get(name) ?? ''));
  if (wrong !== undefined) return { reason: `${wrong[0]} is not as \`npm run sign\` makes it for ${expected.region}` };
  if (names.some((name) => !Object.hasOwn(wanted, name) && name !== token))
    return { reason: 'it asks for more than GetCallerIdentity' };
  const late = lapse(given, expected);
  if (late !== undefined) return { reason: late };
  return { query: [...given].map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&') };
}

const shapes = ({ region }: Expected): Readonly<Record<string, RegExp>> => ({
  Action: /^GetCallerIdentity$/,
  Version: /^2011-06-15$/,
  'X-Amz-Algorithm': /^AWS4-HMAC-SHA256$/,
  'X-Amz-Credential': new RegExp(`^[A-Z0-9a-z]{1,128}/\\d{8}/${region}/sts/aws4_request$`),
  'X-Amz-Date': /^\d{8}T\d{6}Z$/,
  'X-Amz-Expires': /^[1-9]\d{0,2}$/,
  'X-Amz-SignedHeaders': new RegExp(`^host;${proofHeader}$`),
  'X-Amz-Signature': /^[0-9a-f]{64}$/,
});

function lapse(given: URLSearchParams, { now }: Expected): string | undefined {
  const date = given.get('X-Amz-Date') ?? '';
  const age = secondsBetween(instantOf(date), now);
  if (Number.isNaN(age)) return 'X-Amz-Date is no date';
  if (age < -ahead) return `it was signed at ${date}, which is yet to come`;
  if (age > Math.min(Number(given.get('X-Amz-Expires')), proofLifetime))
    return `it has expired; it was signed at ${date}`;
  return undefined;
}

const instantOf = (date: string): string =>
  date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
