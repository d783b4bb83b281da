import { request } from 'node:http';
import type { Clock } from 'simulated-aws/clock/clock.ts';
import type { Connection } from 'simulated-aws/network/network.ts';

const answerTimeoutMs = 1000;

type Means = Readonly<{ clock: Clock; connect: () => Connection }>;

type Request = Readonly<{
  /** As the client knows the service; where it connects to may have another name. */
  host: string;
  method: 'GET' | 'POST';
  path: string;
  token?: string;
  body?: string;
}>;

/** One request, sent once, as somebody outside sends it. Rejects when no answer has come within a second. */
export const askHttp = (
  { clock, connect }: Means,
  asked: Request,
): Promise<Readonly<{ status: number; body: string }>> =>
  new Promise((resolve, reject) => {
    const { host, method, path, body } = asked;
    const call = request({ host, method, path, headers: headersOf(asked), createConnection: connect }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => {
        timer.cancel();
        resolve({ status: response.statusCode ?? 0, body: text });
      });
    });
    const timer = clock.after(answerTimeoutMs, () => call.destroy(new Error('no answer')));
    call.on('error', (error) => {
      timer.cancel();
      reject(error);
    });
    call.end(body);
  });

const headersOf = ({ token, body }: Request) => ({
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
});
