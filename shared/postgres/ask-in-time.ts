import type Client from 'pg/lib/client.js';

export type Rows = readonly (readonly unknown[])[];

/**
 * A server that has not ended the statement by then is silent: the connection is cut, so that all that is asked after it fails at once. pg's own
 * query_timeout (8.23) leaves the statement at the head of its queue, and the ROLLBACK behind it waits as long again.
 */
export async function askInTime(client: Client, text: string, ms: number): Promise<Rows> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error(`no answer within ${ms / 1000} s`), { name: 'QueryTimeout' }));
      client.connection.stream.destroy();
    }, ms);
  });
  const answer = client.query({ text, rowMode: 'array' });
  answer.catch(() => undefined);
  try {
    return (await Promise.race([answer, late])).rows;
  } finally {
    clearTimeout(timer);
  }
}
