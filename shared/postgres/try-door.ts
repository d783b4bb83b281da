import { connect } from 'node:net';

const patienceMs = 1000;

/** Whether a port takes a connection: `open`, `refused`, or `silent` as behind a security group that lets nobody in. */
export type Door = 'open' | 'refused' | 'silent';

export type TryDoor = (at: Readonly<{ host: string; port: number }>) => Promise<Door>;

export const tryDoor: TryDoor = (at) =>
  new Promise((resolve) => {
    const socket = connect(at);
    const answer = (door: Door) => () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(door);
    };
    const timer = setTimeout(answer('silent'), patienceMs);
    socket.once('connect', answer('open'));
    socket.on('error', answer('refused'));
  });
