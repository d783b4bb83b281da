import { RunId } from '../../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../../shared/contracts/ledger-entry.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** One execution of `recover`. */
export type Run = Readonly<{ world: World; process: Process; arn: string; name: string; plan: string }>;

export const runIdOf = ({ name }: Run): RunId => RunId.parse(name);

export const tell = ({ world, name, plan }: Run, text: string, reason = ''): void => {
  world.verdicts.push({ atMs: world.turns.now(), plan, subject: name, text, reason });
};

export const entriesOf = (run: Run): readonly LedgerEntry[] => run.world.ledgers.get(runIdOf(run)) ?? [];
