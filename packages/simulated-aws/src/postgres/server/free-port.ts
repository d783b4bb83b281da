import { once } from 'node:events';
import net from 'node:net';

/** A port on 127.0.0.1 that was free a moment ago. Whoever takes it must be ready to find that it is not any more. */
export async function findFreePort(): Promise<number> {
  const probe = net.createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A listening socket has no port.');
  return address.port;
}
