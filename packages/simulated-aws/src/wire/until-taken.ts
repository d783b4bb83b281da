import type { ServerResponse } from 'node:http';

/** Turns of the event loop without a byte taken, after which nobody is thought to read. */
const turnsUntilGivenUp = 50;

/**
 * Until the client has taken the whole answer, or has gone, or has stopped taking it: one whose Region was cut meanwhile
 * neither reads nor says so, and must not hold the clock for ever.
 */
export async function untilTaken(response: ServerResponse): Promise<void> {
  let isClosed = false;
  response.once('close', () => {
    isClosed = true;
  });
  let left = 0;
  let still = 0;
  while (!isClosed && still < turnsUntilGivenUp) {
    await turn();
    const leftNow = response.socket?.writableLength ?? 0;
    still = leftNow === left ? still + 1 : 0;
    left = leftNow;
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
