import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRealClock } from '../../src/clock/real-clock.ts';
import { createNetwork } from '../../src/network/create-network.ts';
import { createPostgresEngine } from '../../src/postgres/create-postgres-engine.ts';

/** Real PostgreSQL in a private folder, on a network of its own. */
export const openTheatre = async () => {
  const clock = createRealClock();
  const network = createNetwork(clock);
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsail-test-'));
  const lines: string[] = [];
  const open = () => createPostgresEngine({ folder, network, clock, log: (line) => lines.push(line) });
  const engine = open();
  const close = async (): Promise<void> => {
    await engine.close();
    network.close();
    clock.stop();
  };
  return { clock, network, folder, engine, close, log: lines, another: () => ({ engine: open() }) };
};

export type Theatre = Awaited<ReturnType<typeof openTheatre>>;
