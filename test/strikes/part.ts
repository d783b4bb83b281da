import { settingOf } from '../support/settings.ts';
import { type Journal, noJournal, ownJournal } from './journal.ts';

/**
 * Which part of the packs is played: at most so many, without what the journal has, and none begun after this moment (of Date.now). What
 * holds goes into the journal, run by run.
 */
export type Part = Readonly<{ runs: number; seed: number; journal: Journal; until: number }>;

const dayMs = 86_400_000;
/** Of this process, one for each file of strikes that is played at a time. */
const startedAt = Date.now() - process.uptime() * 1000;
/** Of each kind and scenario, unless told: what five minutes on two cores take. */
const runsOfPart = 1;

/**
 * STRIKES=all plays all of them, a number so many runs of each kind and scenario; of 0.25 every fourth kind of a scenario one run. Which ones
 * changes from day to day, unless STRIKES_SEED says. STRIKES=rest plays what the journal does not have yet, and STRIKES_MINUTES ends that
 * with the run that is being played then.
 */
export const partOf = (): Part => {
  const strikes = settingOf('STRIKES') ?? String(runsOfPart);
  const seed = Number(settingOf('STRIKES_SEED') ?? Math.floor(Date.now() / dayMs));
  const minutes = Number(settingOf('STRIKES_MINUTES') ?? Number.POSITIVE_INFINITY);
  const isRest = strikes === 'rest';
  const runs = strikes === 'all' || isRest ? Number.POSITIVE_INFINITY : Number(strikes);
  if (!(runs > 0 && minutes > 0) || !Number.isInteger(seed))
    throw new Error(`STRIKES=${strikes} STRIKES_SEED=${seed} STRIKES_MINUTES=${minutes} chooses nothing`);
  return { runs, seed, journal: isRest ? ownJournal() : noJournal, until: startedAt + minutes * 60_000 };
};

/** Of less than one run of each kind and scenario: whether this pair has one. Each scenario has others than the next one. */
export const isChosen = (pair: Readonly<{ scenario: number; kind: number }>, { runs, seed }: Sample): boolean => {
  const stride = Math.max(1, Math.round(1 / runs));
  return (pair.scenario + pair.kind) % stride === seed % stride;
};

/** So many of these, at least one, evenly spread. Seeds that follow each other choose all of them in turn. */
type Sample = Pick<Part, 'runs' | 'seed'>;

export const chosenOf = <T>(all: readonly T[], { runs, seed }: Sample): T[] => {
  const stride = Math.max(1, Math.ceil(all.length / Math.max(1, runs)));
  return all.filter((_, index) => index % stride === seed % stride);
};
