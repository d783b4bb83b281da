import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What is written over one connection to 127.0.0.1; a number is a pause in milliseconds. */
export type Written = readonly (string | Buffer | number)[];

/** All that came back until the server ended the connection, or an answer was whole. */
export const overSocket = async (port: number, written: Written): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  const { promise: answered, resolve } = Promise.withResolvers<string>();
  let text = '';
  const isWhole = () => {
    const [head = '', body] = text.split('\r\n\r\n');
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    return body !== undefined && length !== undefined && Buffer.byteLength(body) >= Number(length);
  };
  socket.on('data', (data) => {
    text += String(data);
    if (isWhole()) resolve(text);
  });
  socket.on('error', () => undefined);
  socket.once('close', () => resolve(text));
  for (const part of written) {
    if (typeof part === 'number') await pause(part);
    else if (!socket.destroyed) socket.write(part);
  }
  const answer = await answered;
  socket.destroy();
  return answer;
};

export type RawRequest = Readonly<{
  method?: string;
  target?: string;
  headers?: Readonly<Record<string, string>>;
}>;

/** The lines before a body. */
export const headOf = ({ method = 'POST', target = '/', headers = {} }: RawRequest): string => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
};

export const signedFor = (service: string, region = 'us-west-2') => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAKNOWN/20260105/${region}/${service}/aws4_request, SignedHeaders=host`,
});
