import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { createNetwork } from '../../src/network/create-network.ts';

const at = { host: 'db.us-west-2.rds.amazonaws.com', port: 5432, region: 'us-west-2' };

const echo = (stream: Duplex): void => {
  stream.pipe(stream);
};

/** What happens to a stream while the event loop turns a few times. */
const watch = async (stream: Duplex) => {
  const seen: string[] = [];
  for (const name of ['connect', 'end', 'close', 'error']) stream.on(name, () => seen.push(name));
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return seen;
};

const create = () => createNetwork(createVirtualClock());

describe('who reaches whom', () => {
  const outside = { vpc: undefined, securityGroups: [] };

  test('is asked by the name of the host, of whoever says where they stand', async () => {
    const network = create();
    const asked: string[] = [];
    network.useReach((_standing, host) => {
      asked.push(host);
      return false;
    });
    network.listen(at, echo);
    expect(await watch(network.connect({ ...at, standing: outside }))).toEqual([]);
    expect(await watch(network.connect({ ...at, host: network.addressOf(at.host), standing: outside }))).toEqual([]);
    expect(asked).toEqual([at.host, at.host]);
  });

  test('is not asked of people of the scene', async () => {
    const network = create();
    network.useReach(() => false);
    network.listen(at, echo);
    expect(await watch(network.connect(at))).toEqual(['connect']);
  });

  test('leaves a name that is not there what it is', async () => {
    const network = create();
    network.useReach(() => false);
    const [error] = await once(network.connect({ ...at, host: 'gone.example.com', standing: outside }), 'error');
    expect(error).toMatchObject({ code: 'ENOTFOUND' });
  });
});
