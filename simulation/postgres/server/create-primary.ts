import path from 'node:path';
import type { DatabaseSpec } from '../database.ts';
import { writeOwned } from './base-backup.ts';
import { copyTree } from './copy-tree.ts';
import { equip } from './equip.ts';
import type { Launch } from './postmaster.ts';
import { createServer, type Server } from './server.ts';
import { accessRules } from './settings.ts';

export type PrimarySettings = Readonly<{ spec: DatabaseSpec; launch: Launch; template: string; password: string }>;

export const createPrimaryServer = async ({ spec, launch, template, password }: PrimarySettings): Promise<Server> => {
  const { account, dataFolder } = launch;
  const names = spec.users.map(({ name }) => name);
  await copyTree(template, dataFolder, { account });
  await writeOwned(path.join(dataFolder, 'pg_hba.conf'), accessRules(spec.database, names), account);
  const server = createServer({ launch, region: spec.region, password });
  try {
    await server.start();
    await equip(server.administrator(), spec);
  } catch (error) {
    await server.crash();
    throw error;
  }
  return server;
};
