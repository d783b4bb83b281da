import { request } from 'node:http';
import type { Account } from '../account.ts';
import type { HappeningOf } from '../schema/happening.ts';

type Asked = HappeningOf<'knocks'> & Readonly<{ port: number }>;

/** Of a real request to the port of the simulation: the status, and whether a page may read the answer. */
const ask = ({ port, knocks: method, headers, bytes }: Asked): Promise<string> =>
  new Promise((resolve, reject) => {
    const length = bytes === 0 ? {} : { 'content-length': String(bytes) };
    const asked = request({ host: '127.0.0.1', port, method, path: '/', headers: { ...headers, ...length } });
    asked.on('response', (response) => {
      const isReadable = response.headers['access-control-allow-origin'] !== undefined;
      response.resume();
      resolve(`${response.statusCode}${isReadable ? ', and any page may read it' : ''}`);
      asked.destroy();
    });
    asked.on('error', reject);
    if (bytes > 0) asked.write(Buffer.alloc(Math.min(bytes, 65_536)));
    else asked.end();
  });

/** Of each account: it listens once, and is closed with the account. */
const ports = new WeakMap<Account, Promise<number>>();

const portOf = (account: Account): Promise<number> => {
  const port = ports.get(account) ?? account.scene.aws.wire.listen(0);
  ports.set(account, port);
  return port;
};

/** Real I/O: the clock waits for it. */
export const knock = async (account: Account, happening: HappeningOf<'knocks'>): Promise<void> => {
  const release = account.scene.clock.hold();
  try {
    const port = await portOf(account);
    account.tried.push(`${happening.knocks}: ${await ask({ ...happening, port })}`);
  } finally {
    release();
  }
};
