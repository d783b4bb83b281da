import { reset } from 'simulated-aws/network/failures.ts';
import type { Account } from '../account.ts';
import type { HappeningOf } from '../schema/happening.ts';

/** By the name of the instance that a connection goes to. */
const instances = { copy: /^lifeboat-verify-/, source: /^shielda-prod\./ } as const;

/**
 * Done when it has happened for the first time: a situation in which it never does fails. What passes between Lambda and a database
 * is in the clear within the simulation: tls-request.ts.
 */
export const breakConnections = (
  { scene: { aws } }: Account,
  { breaksAt, of, times = Number.POSITIVE_INFINITY }: HappeningOf<'breaksAt'>,
): Promise<void> =>
  new Promise((resolve) => {
    let left = times;
    aws.network.onConnect(({ host, by }, near) => {
      if (by === undefined || !instances[of].test(host)) return;
      const write = near._write.bind(near);
      near._write = (chunk, encoding, done) => {
        if (left === 0 || !chunk.includes(breaksAt)) return write(chunk, encoding, done);
        left -= 1;
        near.destroy(reset());
        resolve();
      };
    });
  });
