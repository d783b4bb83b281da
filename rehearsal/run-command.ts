import { Complaint } from 'simulated-aws/complaint.ts';

/**
 * A command of the terminal: exit code 0 when the work names nothing that was not shown, 1 when it does, 2 when something is not
 * as needed, 130 when it was interrupted.
 */
export async function runCommand(work: (signal: AbortSignal) => Promise<readonly string[]>): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  try {
    const missing = await work(interrupted.signal);
    for (const one of missing) console.error(`Not shown: ${one}.`);
    process.exitCode = missing.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Complaint ? error.message : error);
    process.exitCode = interrupted.signal.aborted ? 130 : 2;
  }
}
