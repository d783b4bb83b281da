import { Complaint } from 'simulated-aws/complaint.ts';
import { clientNames, databasesBehind } from './clients.ts';
import type { StagedDatabase } from './landscape/build/databases.ts';
import type { NameDraft } from './landscape/draft/draft.ts';
import type { Closers } from './simulate.ts';
import type { Stage } from './stage.ts';
import { startWriter, type Writer } from './writer.ts';

const pollMs = 50;

export type Load = Readonly<{
  /** Between two rows. */
  pauseMs: number;
  /** Rows that must have been taken before the load counts as served. */
  enough: number;
}>;

const usualLoad: Load = { pauseMs: 10, enough: 50 };

/** Rows of each client: those of one never have the number of another's. */
const rowsPerClient = 1_000_000_000;

/** A guard against what hangs, on a machine with much else to do, too. */
const servedPatienceMs = 120_000;

export async function until(
  { clock }: Pick<Stage, 'clock'>,
  isSo: () => boolean | Promise<boolean>,
  patienceMs: number,
): Promise<boolean> {
  const deadline = clock.now() + patienceMs;
  while (!(await isSo())) {
    if (clock.now() >= deadline) return false;
    await clock.sleep(pollMs);
  }
  return true;
}

/** Somebody who uses the service by one of its names, and the databases that keep what they write. */
export type Client = Readonly<{ name: NameDraft; writer: Writer; databases: readonly StagedDatabase[] }>;

/** Clients that have been served for a while, so that there is something to lose. */
export async function startLoad(stage: Stage, closers: Closers, load = usualLoad): Promise<readonly Client[]> {
  const { pauseMs, enough } = load;
  const { clock, aws, resolve, landscape } = stage;
  const clients = clientNames(landscape.draft).map((name, index): Client => {
    const firstSequence = index * rowsPerClient + 1;
    const client = { clock, network: aws.network, resolve, host: name.name, token: landscape.token };
    const writer = startWriter({ ...client, pauseMs, firstSequence });
    closers.add(writer.stop);
    return { name, writer, databases: databasesBehind(landscape, name) };
  });
  for (const { name, writer } of clients) {
    const isServed = await until(stage, () => writer.journal().acknowledged.length >= enough, servedPatienceMs);
    const { acknowledged, attempts } = writer.journal();
    if (!isServed)
      throw new Complaint(
        `${name.name} takes no rows before anything is broken: ${acknowledged.length} of ${attempts} in ${servedPatienceMs / 1000} s.`,
      );
  }
  // RDS publishes the replica's lag once a minute of its own time; without a figure the gate refuses.
  await clock.sleep(aws.world.awsTime(75));
  await landscape.keepBackups();
  return clients;
}
