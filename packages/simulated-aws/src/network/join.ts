import type { Duplex } from 'node:stream';

/** Makes one connection of two. */
export function join(left: Duplex, right: Duplex): void {
  follow(left, right);
  follow(right, left);
  left.pipe(right);
  right.pipe(left);
}

/** A connection that broke off breaks off its other half; one that ended in order has ended the other by its pipe. */
function follow(left: Duplex, right: Duplex): void {
  left.on('error', ignore);
  left.once('close', () => {
    if (!left.readableEnded) right.destroy();
  });
}

const ignore = (): void => undefined;
