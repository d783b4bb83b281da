const lengthBytes = 4;

const protocolVersion = 196_608;

/** One message of a client; the start-up message has no kind. */
export type Frame = Readonly<{ kind: string; body: Buffer }>;

/** Cuts what arrives into messages, the first of which is the start-up message. */
export function createFrameReader(each: (frame: Frame) => void) {
  let rest: Buffer = Buffer.alloc(0);
  let kindBytes = 0;

  const next = (): Frame | undefined => {
    const head = kindBytes + lengthBytes;
    if (rest.length < head) return undefined;
    const end = kindBytes + rest.readInt32BE(kindBytes);
    if (rest.length < end) return undefined;
    const frame = { kind: rest.toString('latin1', 0, kindBytes), body: rest.subarray(head, end) };
    rest = rest.subarray(end);
    kindBytes = 1;
    return frame;
  };

  return (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = next(); frame !== undefined; frame = next()) each(frame);
  };
}

/** The texts at the beginning of a message, each ended by a zero byte. */
export const textsIn = (body: Buffer): readonly string[] => body.toString('utf8').split('\0');

/** Parameters of a start-up message; undefined when it is of another protocol (a request to cancel, say). */
export function startUpParameters(body: Buffer): ReadonlyMap<string, string> | undefined {
  if (body.length < lengthBytes || body.readInt32BE(0) !== protocolVersion) return undefined;
  const texts = textsIn(body.subarray(lengthBytes));
  const pairs = new Map<string, string>();
  for (let index = 0; texts[index]; index += 2) pairs.set(texts[index] ?? '', texts[index + 1] ?? '');
  return pairs;
}
