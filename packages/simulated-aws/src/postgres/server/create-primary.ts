import path from 'node:path';
import type { DatabaseSpec } from '../database.ts';
import { equip, masterOf } from './equip.ts';
import { writeOwned } from './owned-files.ts';
import type { Launch } from './postmaster.ts';
import { createServer, type Server } from './server.ts';
import { accessRules } from './settings.ts';
import type { Workshop } from './workshop.ts';

export type PrimarySettings = Readonly<{ spec: DatabaseSpec; workshop: Workshop; launch: Launch }>;

export async function createPrimaryServer({ spec, workshop, launch }: PrimarySettings): Promise<Server> {
  const { account, dataFolder } = launch;
  await workshop.initialise(dataFolder);
  await writeOwned(path.join(dataFolder, 'pg_hba.conf'), accessRules, account);
  const server = createServer({
    launch,
    region: spec.region,
    password: workshop.password,
    master: masterOf(spec)?.name,
  });
  try {
    await server.start();
    await equip(server.administrator(), spec);
  } catch (error) {
    await server.crash();
    throw error;
  }
  return server;
}
