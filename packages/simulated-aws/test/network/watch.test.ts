import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { createNetwork } from '../../src/network/create-network.ts';

const at = { host: 'db.us-west-2.rds.amazonaws.com', port: 5432, region: 'us-west-2' };

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** What happens to a stream from now on. */
const watch = (stream: Duplex): string[] => {
  const seen: string[] = [];
  for (const name of ['connect', 'data', 'close', 'error'])
    stream.on(name, (value: unknown) => seen.push(name === 'data' ? `data ${String(value)}` : name));
  return seen;
};

describe('whoever watches connections', () => {
  const watched = (admit?: () => 'arrives' | 'breaks' | 'vanishes') => {
    const network = createNetwork(createVirtualClock());
    network.listen(at, (stream) => void stream.pipe(stream));
    const seen: unknown[] = [];
    network.onConnect((to, near) => {
      seen.push(to);
      near.admit = admit;
    });
    return { network, seen };
  };

  test('is told who connects and where to', () => {
    const { network, seen } = watched();
    network.connect({ ...at, by: 'worker' }).destroy();
    expect(seen).toMatchObject([{ host: at.host, port: at.port, by: 'worker' }]);
  });

  test.each([
    { fate: 'arrives', sees: ['connect', 'data one', 'data two'] },
    { fate: 'breaks', sees: ['connect', 'data one', 'error', 'close'] },
    { fate: 'vanishes', sees: ['connect', 'data one'] },
  ] as const)('chooses that the second chunk $fate', async ({ fate, sees }) => {
    let chunks = 0;
    const { network } = watched(() => {
      chunks += 1;
      return chunks > 1 ? fate : 'arrives';
    });
    const stream = network.connect(at);
    const seen = watch(stream);
    await turns();
    stream.write('one');
    await turns();
    stream.write('two');
    await turns();
    expect(seen).toEqual(sees);
  });
});
