import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../clock/clock.ts';
import type { Network } from '../../network/network.ts';
import { createRelay, type Relay } from '../../network/relay.ts';
import { type Administrator, administer } from './administration.ts';
import { takeBaseBackup } from './base-backup.ts';
import { writeOwned } from './owned-files.ts';
import type { Launch } from './postmaster.ts';
import { createServer, type Server } from './server.ts';
import { administrator } from './settings.ts';

const isStreaming = /started streaming WAL from primary/;
const streamingSeconds = 240;

export type ReplicaSettings = Readonly<{
  network: Network;
  clock: Clock;
  source: Server;
  /** Unique among the replicas of the engine; also the name of its slot. */
  name: string;
  region: string;
  password: string;
  launch: Launch;
}>;

/** A base backup of the source that follows the source from then on. */
export async function createReplicaServer(settings: ReplicaSettings): Promise<Server> {
  const { network, clock, source, name, region } = settings;
  const host = `${name.replaceAll('_', '-')}.replication.internal`;
  const relay = await createRelay({
    network,
    clock,
    from: region,
    target: { host, region: source.region, port: source.port },
  });
  try {
    await copySource(settings, relay);
    return await startStreaming(settings, relay);
  } catch (error) {
    relay.close();
    throw error;
  }
}

async function copySource(settings: ReplicaSettings, relay: Relay): Promise<void> {
  const { source, name, launch } = settings;
  const { dataFolder, account } = launch;
  await reserveSlot(source.administrator(), name);
  await takeBaseBackup({ source: source.administrator(), from: source.dataFolder, to: dataFolder, account });
  await appendFile(path.join(dataFolder, 'postgresql.conf'), follow(settings, relay));
  await writeOwned(path.join(dataFolder, 'standby.signal'), '', account);
}

/** The log of the source is kept for the replica, however long it is cut off. */
const reserveSlot = (at: Administrator, slot: string) =>
  administer(at, (client) => client.query('SELECT pg_create_physical_replication_slot($1, true)', [slot]));

function follow({ name, password }: ReplicaSettings, relay: Relay): string {
  const address = `host=127.0.0.1 port=${relay.port} user=${administrator} password=${password}`;
  return `
primary_conninfo = '${address} application_name=${name} sslmode=disable gssencmode=disable'
primary_slot_name = '${name}'
`;
}

/** Resolves once its log says that the stream flows. */
async function startStreaming(
  { launch, region, password, name, source }: ReplicaSettings,
  relay: Relay,
): Promise<Server> {
  const streaming = Promise.withResolvers<void>();
  const log = (line: string): void => {
    launch.log(line);
    if (isStreaming.test(line)) streaming.resolve();
  };
  const server = createServer({ launch: { ...launch, log }, region, password, relay, master: source.master });
  try {
    await server.start();
    await within(streaming.promise, streamingSeconds, `The replica ${name} does not stream.`);
  } catch (error) {
    await server.crash();
    throw error;
  }
  return server;
}

async function within<T>(work: Promise<T>, seconds: number, otherwise: string): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timeout = setTimeout(() => reject(new Error(otherwise)), seconds * 1000);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timeout);
  }
}
