import { AwsFault } from '../../call.ts';

type Part = Readonly<{ body: Uint8Array; ContentRange?: string }>;

/** docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax, RFC 9110 section 14 */
export function partOf(body: Uint8Array, range: string | undefined): Part {
  const bounds = range === undefined ? undefined : boundsOf(range, body.length);
  if (bounds === undefined) return { body };
  const [first, last] = bounds;
  if (first > last)
    throw new AwsFault('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      fields: { ActualObjectSize: String(body.length), RangeRequested: range },
    });
  return { body: body.subarray(first, last + 1), ContentRange: `bytes ${first}-${last}/${body.length}` };
}

/** First and last byte that are asked for; undefined for what is no single range of bytes: it counts as not said. */
function boundsOf(range: string, length: number): readonly [number, number] | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return [Math.max(0, length - Number(last)), length - 1];
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return [Number(first), last === '' ? length - 1 : Math.min(Number(last), length - 1)];
}
